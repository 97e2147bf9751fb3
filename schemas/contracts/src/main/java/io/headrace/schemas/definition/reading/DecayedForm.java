package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Feature.DecayedFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An aggregate over an entity's events that weigh less the older they are. */
record DecayedForm(Feature.Decayed feature) implements FeatureForm {

    private static final Map<String, DecayedFunction> FUNCTIONS = Map.of(
            "decayedCount", DecayedFunction.COUNT,
            "decayedSum", DecayedFunction.SUM,
            "decayedMean", DecayedFunction.MEAN);

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return List.of("decayedCount", "decayedSum", "decayedMean");
        }

        @Override
        public List<String> settings() {
            return List.of("by", "halfLife", "where", "excluding", "from");
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            DecayedFunction function =
                    Optional.ofNullable(FUNCTIONS.get(entry.kind())).orElseThrow();
            Optional<AggregateParts> parts = function == DecayedFunction.COUNT
                    ? AggregateParts.readOrAll(entry, FeatureDraft.Role.OPERAND)
                    : AggregateParts.read(entry, "a CEL expression", FeatureDraft.Role.OPERAND);
            return AggregateParts.each(
                    entry,
                    parts,
                    entry.durations(
                            "halfLife",
                            "write after how much time an event weighs half as much, PT6H, or a list of such"),
                    (name, read, halfLife) -> new Feature.Decayed(
                            name, function, read.number(), read.by(), halfLife, read.excludingThis()));
        }
    };

    private String key() {
        return FUNCTIONS.entrySet().stream()
                .filter(entry -> entry.getValue() == feature.function())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private boolean countsAll() {
        return feature.function() == DecayedFunction.COUNT && AggregateParts.isAll(feature.operand());
    }

    private WrittenAggregate written() {
        String halfLife = DurationText.of(feature.halfLife());
        WrittenAggregate.Length length = new WrittenAggregate.Length(
                "halfLife", TextNode.valueOf(halfLife), "that halves every " + halfLife, ", before the event");
        return new WrittenAggregate(feature, key(), feature.operand(), length, feature.excludingThis());
    }

    @Override
    public JsonNode canonical(String label) {
        return written()
                .canonical(CanonicalSections.object()
                        .put(
                                key(),
                                countsAll()
                                        ? AggregateParts.ALL
                                        : feature.operand().expression()));
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        written().addMeaning(node, meaning);
    }

    @Override
    public String words() {
        String operand = feature.operand().expression();
        String what = switch (feature.function()) {
            case COUNT -> countsAll() ? "count" : "count of " + operand;
            case SUM -> "sum of " + operand;
            case MEAN -> "mean of " + operand;
        };
        return written().words(what);
    }
}
