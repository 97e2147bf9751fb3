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
 * @param all whether that is nothing but the event: every one counts
 * @param where the condition under which events count; empty: all do
 * @param by the fields that name the entity; none: all events together
 */
record AggregateParts(
        FeatureDraft.Expression operand,
        boolean all,
        Optional<FeatureDraft.Expression> where,
        boolean excludingThis,
        List<String> by) {

    static final List<String> SETTINGS = List.of("by", "over", "where", "excluding");

    /** Instead of an operand's expression: every event counts. */
    static final String ALL = "all";

    /** What "all" stands for. */
    private static final String ONE = "1";

    /** Makes a feature of what was read. */
    interface Maker<T> {

        /** @param variant the window, half-life or whatever else makes it one of several */
        Feature feature(String name, AggregateParts parts, T variant);
    }

    /**
     * Reads them.
     *
     * @param wanted what belongs there as the operand
     * @return empty after a mistake
     */
    static Optional<AggregateParts> read(FeatureEntry entry, String wanted, FeatureDraft.Role role) {
        return read(entry, wanted, role, false);
    }

    /** Reads those of an aggregate that may be of all events. */
    static Optional<AggregateParts> readOrAll(FeatureEntry entry, FeatureDraft.Role role) {
        return read(entry, "all or a CEL expression", role, true);
    }

    private static Optional<AggregateParts> read(
            FeatureEntry entry, String wanted, FeatureDraft.Role role, boolean takesAll) {
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
                : Optional.of(new AggregateParts(
                        operand.get(),
                        takesAll && operand.get().cel().equals(ALL),
                        where,
                        excluding.isPresent(),
                        by.get()));
    }

    private static Optional<FeatureDraft.Expression> condition(Entry where) {
        return where.scalar("a CEL condition")
                .map(node -> new FeatureDraft.Expression(node, where.path(), FeatureDraft.Role.CONDITION));
    }

    /**
     * A feature for each variant.
     *
     * @param parts empty after a mistake; then there are none
     */
    static <T> List<FeatureDraft> each(
            FeatureEntry entry,
            Optional<AggregateParts> parts,
            List<FeatureEntry.Variant<T>> variants,
            Maker<T> maker) {
        return parts.stream()
                .flatMap(
                        read -> entry
                                .each(
                                        variants,
                                        read.expressions(),
                                        (name, variant) -> maker.feature(name, read, variant))
                                .stream())
                .toList();
    }

    /** Where the CEL is. */
    private List<FeatureDraft.Expression> expressions() {
        return Stream.concat(all ? Stream.of() : Stream.of(operand), where.stream())
                .toList();
    }

    /** The operand, a number. */
    Feature.Operand number() {
        return new Feature.Operand(all ? ONE : operand.cel(), where.map(FeatureDraft.Expression::cel));
    }

    /** Whether an operand is what "all" stands for. */
    static boolean isAll(Feature.Operand operand) {
        return operand.expression().equals(ONE);
    }
}
