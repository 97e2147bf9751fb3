package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.ProblemKind;
import java.util.List;
import java.util.Optional;

/** The label that became known last. */
record LastLabelForm(Feature.LastLabel feature) implements FeatureForm {

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return List.of("lastLabel");
        }

        @Override
        public List<String> settings() {
            return List.of("by");
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            LabelReference reference = new LabelReference(entry);
            Optional<List<String>> by = entry.byIfAny();
            Optional<String> label = reference.label();
            FeatureKind kind = reference.isOf(ProblemKind.REGRESSION) ? FeatureKind.NUMERIC : FeatureKind.CATEGORICAL;
            return by.filter(_ -> label.isPresent())
                    .map(keys -> entry.one(new Feature.LastLabel(entry.name(), kind, keys)))
                    .orElse(List.of());
        }
    };

    @Override
    public JsonNode canonical(String label) {
        return FeatureForm.withEntity(CanonicalSections.object().put("lastLabel", label), feature);
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        meaning.label(node.put("lastLabel", true), feature.by());
    }

    @Override
    public String words() {
        return "last label " + FeatureForm.entity(feature);
    }
}
