package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.ProblemKind;
import java.util.List;
import java.util.Optional;

/** The rate of a class, or the mean, of the labels known so far. */
record LabelRateForm(Feature.LabelRate feature) implements FeatureForm {

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return List.of("labelRate");
        }

        @Override
        public List<String> settings() {
            return List.of("by", "over", "of");
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            LabelReference reference = new LabelReference(entry);
            Optional<LabelReference.Parts> parts = reference.parts();
            List<FeatureEntry.Variant<Extent>> extents = ExtentText.read(entry);
            if (parts.isPresent() && !entry.section().has("of") && reference.isOf(ProblemKind.MULTICLASS)) {
                entry.section()
                        .mistakeAtKey(
                                "labelRate", "of is missing: name the class whose rate is meant; or write lastLabel");
                return List.of();
            }
            return parts.stream()
                    .flatMap(read -> entry
                            .each(
                                    extents,
                                    List.of(),
                                    (name, extent) -> new Feature.LabelRate(name, read.ofClass(), read.by(), extent))
                            .stream())
                    .toList();
        }
    };

    @Override
    public JsonNode canonical(String label) {
        ObjectNode entry = CanonicalSections.object().put("labelRate", label);
        feature.ofClass().ifPresent(ofClass -> entry.put("of", ofClass));
        return FeatureForm.withEntity(entry, feature).set("over", ExtentText.canonical(feature.extent()));
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        node.put("rateOf", feature.ofClass().orElseGet(meaning::positive));
        node.set("over", ExtentText.canonical(feature.extent()));
        meaning.label(node, feature.by());
    }

    @Override
    public String words() {
        return "label rate " + feature.ofClass().map(name -> "of " + name + " ").orElse("")
                + FeatureForm.entity(feature) + " " + ExtentText.words(feature.extent());
    }
}
