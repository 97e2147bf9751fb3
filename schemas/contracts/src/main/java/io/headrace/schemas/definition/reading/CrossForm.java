package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;
import java.util.ArrayList;
import java.util.List;

/** Several categories as one. */
record CrossForm(Feature.Cross feature) implements FeatureForm {

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return List.of("cross");
        }

        @Override
        public List<String> settings() {
            return List.of();
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            List<Entry> items = entry.value().items();
            if (items.size() < 2) {
                entry.value()
                        .mistake("found " + (items.isEmpty() ? "no category" : "one category")
                                + "; a cross is of two or more, [channel, country]");
                return List.of();
            }
            List<FeatureDraft.Expression> categories = new ArrayList<>();
            items.forEach(item -> FeatureDraft.Expression.of(item, FeatureDraft.Role.CATEGORY, "a CEL expression")
                    .ifPresent(categories::add));
            if (categories.size() < items.size()) {
                return List.of();
            }
            return entry.one(
                    new Feature.Cross(
                            entry.name(),
                            categories.stream()
                                    .map(FeatureDraft.Expression::cel)
                                    .toList()),
                    categories.toArray(FeatureDraft.Expression[]::new));
        }
    };

    @Override
    public JsonNode canonical(String label) {
        return CanonicalSections.object().set("cross", CanonicalSections.texts(feature.expressions()));
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        for (int i = 0; i < feature.expressions().size(); i++) {
            meaning.expression(node, "cross" + i, feature.expressions().get(i), feature.name());
        }
    }

    @Override
    public String words() {
        return "category " + String.join(" with ", feature.expressions());
    }
}
