package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
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
            return AggregateParts.each(
                    entry,
                    AggregateParts.read(entry, "a CEL condition", FeatureDraft.Role.CONDITION)
                            .filter(_ -> !entry.section().has("from")),
                    ExtentText.read(entry, StreakForm::complaint),
                    (name, read, over) -> new Feature.Streak(
                            name, read.number(), read.by(), new Feature.Window(over, read.excludingThis())));
        }
    };

    /** What a streak came to before its pieces were folded into one is not known. */
    private static Optional<String> complaint(Extent extent) {
        return extent instanceof Extent.Lifetime
                ? Optional.of(
                        "a streak is not kept for a lifetime; write a time, P30D, or so many events, {events: 1000}")
                : Optional.empty();
    }

    private WrittenAggregate written() {
        return WrittenAggregate.over(feature, "streak", feature.condition(), feature.window());
    }

    @Override
    public JsonNode canonical(String label) {
        return written()
                .canonical(CanonicalSections.object()
                        .put("streak", feature.condition().expression()));
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        written().addMeaning(node, meaning);
    }

    @Override
    public String words() {
        return written()
                .words("newest events in a row with " + feature.condition().expression());
    }
}
