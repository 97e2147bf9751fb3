package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;
import java.util.List;

/** Seconds since a label, or one of a class, became known. */
record TimeSinceLabelForm(Feature.TimeSinceLabel feature) implements FeatureForm {

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return List.of("timeSinceLabel");
        }

        @Override
        public List<String> settings() {
            return List.of("by", "of");
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            return new LabelReference(entry)
                    .parts()
                    .map(read -> entry.one(new Feature.TimeSinceLabel(entry.name(), read.ofClass(), read.by())))
                    .orElse(List.of());
        }
    };

    @Override
    public JsonNode canonical(String label) {
        ObjectNode entry = CanonicalSections.object().put("timeSinceLabel", label);
        feature.ofClass().ifPresent(ofClass -> entry.put("of", ofClass));
        return FeatureForm.withEntity(entry, feature);
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        node.put("sinceLabelOf", feature.ofClass().orElse(""));
        meaning.label(node, feature.by());
    }

    @Override
    public String words() {
        return "seconds since the last label "
                + feature.ofClass().map(name -> "of " + name + " ").orElse("") + FeatureForm.entity(feature);
    }
}
