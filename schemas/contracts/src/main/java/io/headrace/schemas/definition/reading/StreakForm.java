package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** For how many of the newest events in a row a condition holds. */
record StreakForm(Feature.Streak feature) implements FeatureForm {

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return List.of("streak");
        }

        @Override
        public List<String> settings() {
            return AggregateParts.SETTINGS;
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            Optional<AggregateParts> parts = AggregateParts.read(entry, "a CEL condition", FeatureDraft.Role.CONDITION);
            List<FeatureEntry.Variant<Duration>> windows = entry.windows();
            return parts.stream()
                    .flatMap(read -> entry
                            .each(
                                    windows,
                                    read.expressions(),
                                    (name, over) -> new Feature.Streak(
                                            name,
                                            read.number(),
                                            read.by(),
                                            new Feature.Window(over, read.excludingThis())))
                            .stream())
                    .toList();
        }
    };

    @Override
    public JsonNode canonical(String label) {
        ObjectNode entry =
                CanonicalSections.object().put("streak", feature.condition().expression());
        FeatureForm.withEntity(entry, feature)
                .put("over", DurationText.of(feature.window().over()));
        feature.condition().where().ifPresent(condition -> entry.put("where", condition));
        return feature.window().excludingThis() ? entry.put("excluding", "this") : entry;
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        node.put("over", DurationText.of(feature.window().over()));
        if (feature.window().excludingThis()) {
            node.put("excluding", "this");
        }
        meaning.entity(node, feature.by());
        meaning.operand(node, "streak", feature.condition(), feature.name());
    }

    @Override
    public String words() {
        return "newest events in a row with " + feature.condition().expression()
                + AggregateParts.words(feature.condition()) + " " + FeatureForm.entity(feature) + " over "
                + DurationText.of(feature.window().over())
                + (feature.window().excludingThis() ? " before the event" : "");
    }
}
