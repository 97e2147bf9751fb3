package io.headrace.features.app.spread;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.Payments;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.definition.reading.DefinitionResult;
import io.headrace.schemas.definition.reading.SchemaLoader;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureSignature;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Lookups are what the definition means, over however many partitions events and rows of references are spread. */
class LookupEventTimePropertyTest {

    private static final String LOOKUPS = """
            references:
              customers: {key: customerId, fields: {score: number}}
              terminals: {key: terminalId, fields: {score: number}}
            features:
              score: {lookup: customers.score}
              doubled: score * 2.0
              risk: {lookup: terminals.score}
            """;

    private static final PipelineDefinition DEFINITION = read("", LOOKUPS);
    private static final PipelineDefinition WITHOUT = read("", "features:\n");
    private static final FeatureSignature SIGNATURE = FeatureSignature.of(DEFINITION);

    /** The 101st largest time says how far a partition is: what lies by less than that behind others is not late. */
    private static final int MOST_BEHIND = 80;

    @Property(tries = 40)
    void rowsAreThoseOfTheDefinition(@ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        RandomStream stream = disordered(RandomStream.of(900, random), random);
        SimulatedCluster cluster = new SimulatedCluster(DEFINITION, partitions, random);
        stream.into(cluster, partitions, random);
        cluster.run();

        assertMeant(stream, cluster);
    }

    /** Events and rows come as time goes on: a row that was in its topic before an event counts for it. */
    @Property(tries = 40)
    void anEventSeesTheRowsThatWereThereBeforeIt(@ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        RandomStream stream = RandomStream.of(150, random);
        SimulatedCluster cluster = new SimulatedCluster(DEFINITION, partitions, random);
        Deque<RandomStream.Change> changes = new ArrayDeque<>(stream.changes());
        for (RandomStream.Event event : stream.events()) {
            while (!changes.isEmpty() && changes.getFirst().at() < event.at()) {
                cluster.change(random.nextInt(partitions), changes.removeFirst());
                cluster.turns(random.nextInt(3));
            }
            cluster.event(random.nextInt(partitions), event.record());
            cluster.turns(random.nextInt(6) == 0 ? random.nextInt(60) : random.nextInt(4));
        }
        changes.forEach(change -> cluster.change(random.nextInt(partitions), change));
        cluster.run();

        assertMeant(stream, cluster);
    }

    /** What a table is filled with, dated today, beside events of last year: neither makes the other late. */
    @Property(tries = 20)
    void rowsOfAnotherTimeForgetNothing(@ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        RandomStream stream = RandomStream.of(500, random);
        List<RandomStream.Change> changes = new ArrayList<>(stream.changes());
        for (int i = 0; i < 400; i++) {
            changes.add(new RandomStream.Change(
                    "customers", "c" + i, Payments.NOON + 900 * Payments.DAY + i, OptionalDouble.of(i)));
        }
        RandomStream all = new RandomStream(stream.events(), stream.labels(), changes);
        SimulatedCluster cluster = new SimulatedCluster(DEFINITION, partitions, random);
        all.into(cluster, partitions, random);
        cluster.run();

        assertMeant(all, cluster);
    }

    /** What was read of it before, and what was on its way, is there again: none of it comes a second time. */
    @Property(tries = 60)
    void aReferenceThatWasTakenOutKnowsAllOfItsRowsWhenItIsBack(
            @ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        RandomStream stream = RandomStream.of(500, random);
        SimulatedCluster cluster = new SimulatedCluster(DEFINITION, partitions, random);
        stream.into(cluster, partitions, random);
        cluster.turns(10 + random.nextInt(60));
        cluster.change(WITHOUT);
        cluster.turns(random.nextInt(60));
        cluster.change(DEFINITION);
        long latest = cluster.latestRead();
        cluster.run();

        Map<String, FeatureRow> rows = byId(cluster);
        assertThat(rows).hasSameSizeAs(stream.events());
        for (RandomStream.Event event : stream.events()) {
            Double found = value(rows.get(event.id()), "score");
            Double expected = stream.score("customers", event);
            if (event.at() > latest || !Double.isNaN(found)) {
                assertThat(found).as("score of %s", event).isEqualTo(expected);
            }
        }
    }

    @Property(tries = 10)
    void eagerOrderGivesEveryEventARow(@ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        RandomStream stream = RandomStream.of(300, random);
        SimulatedCluster cluster = new SimulatedCluster(read(", ordering: eager", LOOKUPS), partitions, random, true);
        stream.into(cluster, partitions, random);
        cluster.run();

        assertThat(cluster.rows())
                .extracting(FeatureRow::eventId)
                .containsExactlyInAnyOrderElementsOf(
                        stream.events().stream().map(RandomStream.Event::id).toList());
    }

    /** As of any partition: nothing has to come of a table for an event to be answered. */
    @Test
    void aQuietTableHoldsNoEventUpForLongerThanAQuietPartition() {
        Random random = new Random(5);
        SimulatedCluster cluster = new SimulatedCluster(DEFINITION, 4, random);
        for (int i = 0; i < 40; i++) {
            cluster.change(
                    i % 4,
                    new RandomStream.Change("customers", "c" + i, Payments.NOON - Payments.DAY, OptionalDouble.of(i)));
        }
        cluster.live(Duration.ofSeconds(1));
        cluster.event(0, Payments.payment("p", Payments.NOON, "c1", "t1", 1));

        cluster.live(Duration.ofMillis(QuietPartitionsTest.BOUND_MS));

        assertThat(cluster.rows())
                .singleElement()
                .satisfies(row -> assertThat(value(row, "score")).isEqualTo(1.0));
    }

    @Provide
    Arbitrary<Integer> numbersOfPartitions() {
        return Arbitraries.of(1, 2, 4, 16);
    }

    private static void assertMeant(RandomStream stream, SimulatedCluster cluster) {
        Map<String, FeatureRow> rows = byId(cluster);
        assertThat(rows).hasSameSizeAs(stream.events());
        for (RandomStream.Event event : stream.events()) {
            FeatureRow row = rows.get(event.id());
            Double score = stream.score("customers", event);
            assertThat(value(row, "score")).as("score of %s", event).isEqualTo(score);
            assertThat(value(row, "risk")).as("risk of %s", event).isEqualTo((Double) stream.score("terminals", event));
            assertThat(value(row, "doubled")).as("twice the score of %s", event).isEqualTo((Double) (2 * score));
            assertThat(value(row, "payments")).as("payments before %s", event).isEqualTo((Double) (1.0
                    + stream.events().stream()
                            .filter(other -> other.customer().equals(event.customer()))
                            .filter(other -> other.at() < event.at() && other.at() > event.at() - Payments.DAY)
                            .count()));
        }
    }

    private static Map<String, FeatureRow> byId(SimulatedCluster cluster) {
        return cluster.rows().stream().collect(Collectors.toMap(FeatureRow::eventId, Function.identity()));
    }

    private static Double value(FeatureRow row, String feature) {
        return row.values().numeric()[SIGNATURE.numeric().indexOf(feature)];
    }

    /** Rows and events a little behind others. */
    private static RandomStream disordered(RandomStream stream, Random random) {
        return new RandomStream(
                displaced(stream.events(), random), stream.labels(), displaced(stream.changes(), random));
    }

    private static <T> List<T> displaced(List<T> sorted, Random random) {
        List<T> displaced = new ArrayList<>(sorted);
        for (int from = 0; from < displaced.size(); from += MOST_BEHIND) {
            if (random.nextBoolean()) {
                Collections.shuffle(displaced.subList(from, Math.min(displaced.size(), from + MOST_BEHIND)), random);
            }
        }
        return displaced;
    }

    private static PipelineDefinition read(String more, String features) {
        String yaml = """
                pipeline: payments
                problem: {kind: binary, label: fraud, positive: true}
                events: {schema: payment.avsc, id: txId, time: at, lateness: P90D%s}
                """.formatted(more) + features + "  payments: {count: all, by: customerId, over: P1D}\n";
        return switch (DefinitionReader.read(
                yaml, "lookups.yaml", SchemaLoader.relativeTo(Path.of("../../examples/payments")))) {
            case DefinitionResult.Valid(PipelineDefinition definition) -> definition;
            case DefinitionResult.Invalid invalid ->
                throw new IllegalStateException(invalid.mistakes() + " in\n" + yaml);
        };
    }
}
