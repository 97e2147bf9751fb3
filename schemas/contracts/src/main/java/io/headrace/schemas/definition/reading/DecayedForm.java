package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Feature.DecayedFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An aggregate over an entity's events that weigh less the older they are. */
record DecayedForm(Feature.Decayed feature) implements FeatureForm {

    private static final String ALL = "all";
    private static final String ONE = "1";

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
            return List.of("by", "halfLife", "where", "excluding");
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            DecayedFunction function = function(entry.kind());
            boolean counts = function == DecayedFunction.COUNT;
            Optional<AggregateParts> parts = AggregateParts.read(
                    entry, counts ? "all or a CEL expression" : "a CEL expression", FeatureDraft.Role.OPERAND);
            List<FeatureEntry.Variant<Duration>> halfLives = entry.durations(
                    "halfLife", "write after how much time an event weighs half as much, PT6H, or a list of such");
            return parts.stream()
                    .flatMap(read -> features(entry, function, read, halfLives).stream())
                    .toList();
        }
    };

    private static DecayedFunction function(String kind) {
        return Optional.ofNullable(FUNCTIONS.get(kind)).orElseThrow();
    }

    private static List<FeatureDraft> features(
            FeatureEntry entry,
            DecayedFunction function,
            AggregateParts parts,
            List<FeatureEntry.Variant<Duration>> halfLives) {
        boolean all = function == DecayedFunction.COUNT && parts.operand().cel().equals(ALL);
        Feature.Operand operand = all ? new Feature.Operand(ONE, parts.number().where()) : parts.number();
        return entry.each(
                halfLives,
                all ? parts.where().stream().toList() : parts.expressions(),
                (name, halfLife) ->
                        new Feature.Decayed(name, function, operand, parts.by(), halfLife, parts.excludingThis()));
    }

    private String key() {
        return FUNCTIONS.entrySet().stream()
                .filter(entry -> entry.getValue() == feature.function())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private boolean countsAll() {
        return feature.function() == DecayedFunction.COUNT
                && feature.operand().expression().equals(ONE);
    }

    @Override
    public JsonNode canonical(String label) {
        ObjectNode entry = CanonicalSections.object()
                .put(key(), countsAll() ? ALL : feature.operand().expression());
        FeatureForm.withEntity(entry, feature).put("halfLife", DurationText.of(feature.halfLife()));
        feature.operand().where().ifPresent(condition -> entry.put("where", condition));
        return feature.excludingThis() ? entry.put("excluding", "this") : entry;
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        node.put("halfLife", DurationText.of(feature.halfLife()));
        if (feature.excludingThis()) {
            node.put("excluding", "this");
        }
        meaning.entity(node, feature.by());
        meaning.operand(node, key(), feature.operand(), feature.name());
    }

    @Override
    public String words() {
        String operand = feature.operand().expression();
        String what = switch (feature.function()) {
            case COUNT -> countsAll() ? "count" : "count of " + operand;
            case SUM -> "sum of " + operand;
            case MEAN -> "mean of " + operand;
        };
        return what + AggregateParts.words(feature.operand()) + " " + FeatureForm.entity(feature)
                + " that halves every " + DurationText.of(feature.halfLife())
                + (feature.excludingThis() ? ", before the event" : "");
    }
}
