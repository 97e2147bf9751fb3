package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What aggregates of all kinds are written with.
 *
 * @param operand what each event brings to it
 * @param where the condition under which events count; empty: all do
 * @param by the fields that name the entity; none: all events together
 */
record AggregateParts(
        FeatureDraft.Expression operand,
        Optional<FeatureDraft.Expression> where,
        boolean excludingThis,
        List<String> by) {

    static final List<String> SETTINGS = List.of("by", "over", "where", "excluding");

    /**
     * Reads them.
     *
     * @param wanted what belongs there as the operand
     * @return empty after a mistake
     */
    static Optional<AggregateParts> read(FeatureEntry entry, String wanted, FeatureDraft.Role role) {
        Optional<FeatureDraft.Expression> operand = entry.value()
                .scalar(wanted)
                .map(node -> new FeatureDraft.Expression(node, entry.value().path(), role));
        Optional<Entry> written = entry.section().find("where");
        Optional<FeatureDraft.Expression> where = written.flatMap(AggregateParts::condition);
        Optional<Entry> excluding = entry.section().find("excluding");
        Optional<Boolean> excludingThis = excluding.flatMap(it -> it.oneOf(Map.of("this", true)));
        Optional<List<String>> by = entry.byIfAny();
        return operand.isEmpty()
                        || by.isEmpty()
                        || where.isPresent() != written.isPresent()
                        || excludingThis.isPresent() != excluding.isPresent()
                ? Optional.empty()
                : Optional.of(new AggregateParts(operand.get(), where, excluding.isPresent(), by.get()));
    }

    private static Optional<FeatureDraft.Expression> condition(Entry where) {
        return where.scalar("a CEL condition")
                .map(node -> new FeatureDraft.Expression(node, where.path(), FeatureDraft.Role.CONDITION));
    }

    /** Where the CEL is. */
    List<FeatureDraft.Expression> expressions() {
        return Stream.concat(Stream.of(operand), where.stream()).toList();
    }

    /** The operand, a number. */
    Feature.Operand number() {
        return new Feature.Operand(operand.cel(), where.map(FeatureDraft.Expression::cel));
    }

    /** The condition, in words. */
    static String words(Feature.Operand operand) {
        return operand.where().map(condition -> " where " + condition).orElse("");
    }
}
