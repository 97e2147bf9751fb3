package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;
import java.util.List;

/** A category of the event and of other features. */
record CategoryForm(Feature.Categorical feature) implements FeatureForm {

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return List.of("category");
        }

        @Override
        public List<String> settings() {
            return List.of();
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            return FeatureDraft.Expression.of(entry.value(), FeatureDraft.Role.CATEGORY, "a CEL expression")
                    .map(cel -> entry.one(new Feature.Categorical(entry.name(), cel.cel()), cel))
                    .orElse(List.of());
        }
    };

    @Override
    public JsonNode canonical(String label) {
        return CanonicalSections.object().put("category", feature.expression());
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        meaning.expression(node, "category", feature.expression(), feature.name());
    }

    @Override
    public String words() {
        return "category " + feature.expression();
    }
}
