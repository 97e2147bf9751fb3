package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import java.util.List;

/** How many labels, or labels of a class, became known so far. */
record LabelCountForm(Feature.LabelCount feature) implements FeatureForm {

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return List.of("labelCount");
        }

        @Override
        public List<String> settings() {
            return List.of("by", "over", "of");
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            List<FeatureEntry.Variant<Extent>> extents = ExtentText.read(entry);
            return new LabelReference(entry)
                    .parts().stream()
                            .flatMap(read -> entry
                                    .each(
                                            extents,
                                            List.of(),
                                            (name, extent) ->
                                                    new Feature.LabelCount(name, read.ofClass(), read.by(), extent))
                                    .stream())
                            .toList();
        }
    };

    @Override
    public JsonNode canonical(String label) {
        ObjectNode entry = CanonicalSections.object().put("labelCount", label);
        feature.ofClass().ifPresent(ofClass -> entry.put("of", ofClass));
        return FeatureForm.withEntity(entry, feature).set("over", ExtentText.canonical(feature.extent()));
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        node.put("countOf", feature.ofClass().orElse(""));
        node.set("over", ExtentText.canonical(feature.extent()));
        meaning.label(node, feature.by());
    }

    @Override
    public String words() {
        return "labels " + feature.ofClass().map(name -> "of " + name + " ").orElse("") + FeatureForm.entity(feature)
                + " " + ExtentText.words(feature.extent());
    }
}
