package io.headrace.features.app.spread;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;

/** Definitions one after another over the same stores and topics, and what had been done when each began. */
final class DefinitionChain {

    private final List<Phase> phases;
    private final List<ExpectedFeatures> expected;

    /**
     * One definition's time.
     *
     * @param latest of all events and labels that were read before, epoch milliseconds of event time
     * @param latestLogin the same with those of the further stream
     * @param unmade the earliest event without a row at its beginning, epoch milliseconds of event time
     * @param rows ids of those that were made before
     * @param examples ids of those that were made before
     */
    record Phase(
            RandomDefinition definition,
            long latest,
            long latestLogin,
            long unmade,
            Set<String> rows,
            Set<String> examples) {

        static Phase first(RandomDefinition definition) {
            return new Phase(definition, Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, Set.of(), Set.of());
        }

        /** After the cluster has changed. */
        static Phase next(RandomDefinition definition, RandomStream stream, SimulatedCluster cluster) {
            Set<String> rows = ids(cluster.writtenRows());
            long unmade = stream.events().stream()
                    .filter(event -> !rows.contains(event.id()))
                    .mapToLong(RandomStream.Event::at)
                    .min()
                    .orElse(Long.MAX_VALUE);
            long latest = cluster.latestRead();
            return new Phase(
                    definition,
                    latest,
                    Math.max(latest, cluster.latestReadOfStreams()),
                    unmade,
                    rows,
                    ids(cluster.writtenExamples()));
        }

        private static Set<String> ids(List<GenericRecord> records) {
            return records.stream().map(DefinitionChain::id).collect(Collectors.toSet());
        }
    }

    DefinitionChain(List<Phase> phases, RandomStream stream) {
        this.phases = List.copyOf(phases);
        this.expected = phases.stream()
                .map(phase -> new ExpectedFeatures(phase.definition(), stream))
                .toList();
    }

    static String id(GenericRecord record) {
        return record.get("eventId").toString();
    }

    RandomDefinition definition(int phase) {
        return phases.get(phase).definition();
    }

    ExpectedFeatures expected(int phase) {
        return expected.get(phase);
    }

    int last() {
        return phases.size() - 1;
    }

    long latest(int phase) {
        return phases.get(phase).latest();
    }

    /** Of what a feature counts: what comes later was read after the change. */
    long latest(int phase, RandomFeature feature) {
        return feature.isOfLogins() ? phases.get(phase).latestLogin() : latest(phase);
    }

    long unmade(int phase) {
        return phases.get(phase).unmade();
    }

    /** The phase in which an event's row was made. */
    int ofRow(String id) {
        return (int) phases.stream()
                .skip(1)
                .filter(phase -> !phase.rows().contains(id))
                .count();
    }

    /** The phase in which an event's example was made. */
    int ofExample(String id) {
        return (int) phases.stream()
                .skip(1)
                .filter(phase -> !phase.examples().contains(id))
                .count();
    }

    /** The phase since which a feature has meant the same. */
    int begun(int phase, RandomFeature feature) {
        String meaning = definition(phase).meaning(feature);
        return begun(phase, definition -> definition.hasMeaning(meaning));
    }

    /** The phase since which a feature's key has had features of the same stream. */
    int keyBegun(int phase, RandomFeature feature) {
        return begun(phase, definition -> definition.hasStage(feature.stage()));
    }

    /** Whether what a feature remembers of each event was away before a phase for a while in which its key stayed. */
    boolean hasGaps(int phase, RandomFeature feature) {
        String operand = feature.remembered();
        int since = begun(phase, definition -> definition.remembers(operand));
        return !operand.isEmpty()
                && phases.stream()
                        .limit(since)
                        .skip(keyBegun(phase, feature))
                        .anyMatch(before -> before.definition().remembers(operand));
    }

    private int begun(int phase, Predicate<RandomDefinition> has) {
        int begun = phase;
        while (begun > 0 && has.test(definition(begun - 1))) {
            begun--;
        }
        return begun;
    }

    /** Whether an event's label counts by the rules of all definitions up to that phase. */
    boolean isAlwaysGiven(RandomStream.Event event, int upTo) {
        return expected.stream()
                .limit(upTo + 1L)
                .allMatch(definition -> definition.given(event).isPresent());
    }

    @Override
    public String toString() {
        return phases.stream()
                .map(phase -> "read to " + phase.latest() + ", made to " + phase.unmade() + ":\n" + phase.definition())
                .collect(Collectors.joining("\n"));
    }
}
