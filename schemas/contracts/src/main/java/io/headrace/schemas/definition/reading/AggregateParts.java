package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
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
 * @param from the further stream whose events they are; empty: those that rows are made of
 * @param by the fields that name the entity; none: all events together
 */
record AggregateParts(
        FeatureDraft.Expression operand,
        boolean all,
        Optional<FeatureDraft.Expression> where,
        boolean excludingThis,
        Optional<String> from,
        List<String> by) {

    static final List<String> SETTINGS = List.of("by", "over", "where", "excluding");

    /** Of one that may be of a further stream's events. */
    static final List<String> OF_ANY_STREAM =
            Stream.concat(SETTINGS.stream(), Stream.of("from")).toList();

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
        Optional<String> from = entry.from();
        Optional<List<String>> by = entry.byIfAny();
        if (from.isPresent() && excluding.isPresent()) {
            entry.section()
                    .mistakeAtKey("excluding", "the event itself is not one of " + from.get() + "; leave it out");
            return Optional.empty();
        }
        return operand.isEmpty()
                        || by.isEmpty()
                        || from.isPresent() != entry.section().has("from")
                        || where.isPresent() != written.isPresent()
                        || excludingThis.isPresent() != excluding.isPresent()
                ? Optional.empty()
                : Optional.of(new AggregateParts(
                        operand.get(),
                        takesAll && operand.get().cel().equals(ALL),
                        where,
                        excluding.isPresent() || from.isPresent(),
                        from,
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
        return new Feature.Operand(
                all ? ONE : operand.cel(), FeatureKind.NUMERIC, where.map(FeatureDraft.Expression::cel), from);
    }

    /** Whether an operand is what "all" stands for. */
    static boolean isAll(Feature.Operand operand) {
        return operand.expression().equals(ONE);
    }
}
