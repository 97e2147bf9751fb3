package io.headrace.features.app.spread;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.Payments;
import io.headrace.features.app.intake.FeatureInput;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.Example.LabelSource;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.time.PartitionClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.generic.GenericRecord;

/**
 * Rows and examples are what the definition means, over however many partitions events and labels are spread, in whatever
 * turns the tasks work, and however often they are killed.
 */
class EventTimePropertyTest {

    private static final FeatureSignature SIGNATURE = FeatureSignature.of(Payments.definition());

    @Property(tries = 40)
    void rowsAndExamplesAreThoseOfTheDefinition(@ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        RandomStream stream = RandomStream.of(1200, random);
        SimulatedCluster cluster = new SimulatedCluster(Payments.definition(), partitions, random);
        stream.into(cluster, partitions, random);
        cluster.run();

        assertMeant(stream, cluster);
    }

    /** Events and labels come as time goes on: what was in its topic before an event was counts before it, whoever is slow, down or wrong about the time. */
    @Property(tries = 40)
    void anEventSeesWhatWasInItsTopicBeforeIt(@ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        RandomStream stream = RandomStream.of(200, random);
        SimulatedCluster cluster = new SimulatedCluster(Payments.definition(), partitions, random);
        Deque<GivenLabel> labels = new ArrayDeque<>(stream.labels());
        for (RandomStream.Event event : stream.events()) {
            while (!labels.isEmpty() && labels.getFirst().labelledAt() <= event.at()) {
                cluster.label(random.nextInt(partitions), new FeatureInput.Given(labels.removeFirst()));
                cluster.turns(random.nextInt(4));
            }
            cluster.event(random.nextInt(partitions), event.record());
            cluster.turns(random.nextInt(6) == 0 ? random.nextInt(60) : random.nextInt(4));
        }
        labels.forEach(label -> cluster.label(random.nextInt(partitions), new FeatureInput.Given(label)));
        cluster.run();

        assertMeant(stream, cluster);
    }

    @Property(tries = 30)
    void whatAPartitionHoldsInWhichOrderFollowsFromTheInputAlone(
            @ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        assertFollowsFromTheInputAlone(RandomStream.of(900, random), partitions, random);
    }

    /** A run in which a task had heard less of event time when it answered a late event, and so had forgotten less of its past. */
    @Property(tries = 30, seed = "-4135915005120130880")
    void whatIsForgottenBeforeALateEventFollowsFromTheInputAlone(
            @ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        assertFollowsFromTheInputAlone(RandomStream.of(900, random), partitions, random);
    }

    private static void assertFollowsFromTheInputAlone(RandomStream stream, int partitions, Random random) {
        long placing = random.nextLong();
        SimulatedCluster one = new SimulatedCluster(Payments.definition(), partitions, new Random(random.nextLong()));
        SimulatedCluster other = new SimulatedCluster(Payments.definition(), partitions, new Random(random.nextLong()));
        for (SimulatedCluster cluster : List.of(one, other)) {
            disordered(stream, new Random(placing)).into(cluster, partitions, new Random(placing));
            cluster.run();
        }

        for (int partition = 0; partition < partitions; partition++) {
            List<FeatureRow> rows = one.rows(partition);
            List<FeatureRow> others = other.rows(partition);
            assertThat(rows).hasSameSizeAs(others);
            for (int i = 0; i < rows.size(); i++) {
                assertThat(rows.get(i))
                        .as("row %s of partition %s", i, partition)
                        .isEqualTo(others.get(i));
            }
        }
        assertThat(one.examples()).containsExactlyInAnyOrderElementsOf(other.examples());
    }

    /** Whether a label comes too late follows from the labels before it in its partition, not from what else was heard of so far. */
    @Property(tries = 30)
    void whetherALabelComesTooLateDoesNotDependOnTheTurns(@ForAll boolean late, @ForAll Random random) {
        SimulatedCluster cluster = new SimulatedCluster(Payments.definition(), 1, random);
        long within = Payments.definition().labels().within().toMillis();
        for (int i = 0; i < 20; i++) {
            cluster.event(0, Payments.payment("e" + i, Payments.NOON + i, "c", "t", 1));
        }
        long passed = Payments.NOON + within + (late ? 30 * Payments.DAY : 0);
        for (int i = 0; i <= PartitionClock.STRAYS; i++) {
            cluster.label(0, given("other" + i, passed));
        }
        cluster.label(0, given("e0", Payments.NOON + within));
        cluster.run();

        assertThat(cluster.examples().stream()
                        .filter(example -> example.row().eventId().equals("e0"))
                        .filter(example -> example.source() == LabelSource.GIVEN))
                .hasSize(late ? 0 : 1);
    }

    private static FeatureInput.Given given(String event, long labelledAt) {
        return new FeatureInput.Given(new GivenLabel(event, new Label.Category("true"), labelledAt));
    }

    /** A tenth of all events, up to 25 in a row, the first of each partition among them. */
    @Property(tries = 30)
    void noMinorityOfWrongClocksChangesWhatOthersGet(
            @ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        RandomStream stream = RandomStream.of(1200, random);
        SimulatedCluster cluster = new SimulatedCluster(Payments.definition(), partitions, random);
        int strays = 0;
        for (int partition = 0; partition < partitions; partition++) {
            cluster.event(partition, stray(strays++, stream.events().getFirst().at(), random));
        }
        for (RandomStream.Event event : stream.events()) {
            int partition = random.nextInt(partitions);
            if (random.nextInt(60) == 0) {
                for (int run = 1 + random.nextInt(25); run > 0 && strays < 100; run--) {
                    cluster.event(partition, stray(strays++, event.at(), random));
                }
            }
            cluster.event(partition, event.record());
        }
        stream.labels().forEach(label -> cluster.label(random.nextInt(partitions), new FeatureInput.Given(label)));
        cluster.run();

        assertMeant(stream, cluster);
    }

    /** Last year's events anywhere among or behind today's, all labels where their own times have them: each meets its event. */
    @Property(tries = 30)
    void noLabelOfLastYearBecomesSilenceHoweverManyEventsOfTodayAreReadBefore(
            @ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        RandomStream today = RandomStream.of(500, random);
        SimulatedCluster cluster = new SimulatedCluster(Payments.definition(), partitions, random);
        List<RandomStream.Event> events = new ArrayList<>(today.events());
        List<GivenLabel> labels = new ArrayList<>(random.nextBoolean() ? today.labels() : List.of());
        int from = random.nextInt(events.size());
        for (int i = 0; i < 100; i++) {
            long at = Payments.NOON - 365 * Payments.DAY + i * Payments.HOUR;
            events.add(
                    from + random.nextInt(events.size() - from + 1),
                    new RandomStream.Event("old" + i, at, "c", "t", 1));
            labels.add(new GivenLabel("old" + i, new Label.Category("true"), at + random.nextInt((int) Payments.DAY)));
        }
        labels.sort(Comparator.comparingLong(GivenLabel::labelledAt));
        new RandomStream(events, labels).into(cluster, partitions, random);
        cluster.run();

        assertThat(cluster.examples())
                .filteredOn(example -> example.row().eventId().startsWith("old"))
                .hasSize(100)
                .allSatisfy(example -> assertThat(example.source()).isEqualTo(LabelSource.GIVEN));
    }

    /** At once, of what is there: no event lost, none twice, and each row with the label that its event has. */
    @Property(tries = 10)
    void eagerOrderStillGivesEveryEventItsRowAndItsLabel(
            @ForAll("numbersOfPartitions") int partitions, @ForAll Random random) {
        RandomStream stream = RandomStream.of(500, random);
        SimulatedCluster cluster = new SimulatedCluster(Payments.definition(), partitions, random, true);
        stream.into(cluster, partitions, random);
        cluster.run();

        Expected expected = new Expected(stream);
        assertThat(cluster.rows())
                .extracting(FeatureRow::eventId)
                .containsExactlyInAnyOrderElementsOf(
                        stream.events().stream().map(RandomStream.Event::id).toList());
        Map<String, Label> labels = cluster.examples().stream()
                .collect(Collectors.toMap(example -> example.row().eventId(), Example::label));
        assertThat(stream.events().stream().filter(expected::isGiven))
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(labels.get(event.id())).isEqualTo(new Label.Category(expected.label(event))));
    }

    /** However large events are that may be: what they travel in, and wait in, a broker takes. */
    @Property(tries = 3)
    void aBurstOfLargeEventsTravelsInRecordsOfBoundedSize(@ForAll Random random) {
        int partitions = 4;
        SimulatedCluster cluster = new SimulatedCluster(Payments.definition(), partitions, random);
        for (int i = 0; i < 1200; i++) {
            String customer = i + "c".repeat(random.nextInt(10) == 0 ? 300_000 : 10_000);
            cluster.event(0, Payments.payment("large" + i, Payments.NOON + i, customer, "t", 1));
        }
        cluster.run();

        assertThat(cluster.largest()).isBetween(300_000, 3 << 20);
    }

    @Provide
    Arbitrary<Integer> numbersOfPartitions() {
        return Arbitraries.of(1, 2, 4, 16);
    }

    /** Of nobody that others know. */
    private static GenericRecord stray(int number, long now, Random random) {
        long at = random.nextBoolean()
                ? now + 1 + random.nextInt((int) Payments.HOUR)
                : Math.max(0, now - (long) (random.nextDouble() * 400 * Payments.DAY));
        return Payments.payment("stray" + number, at, "stray", "stray", 1);
    }

    /** Some come hours or days late. */
    private static RandomStream disordered(RandomStream stream, Random random) {
        List<RandomStream.Event> events = new ArrayList<>(stream.events());
        List<GivenLabel> labels = new ArrayList<>(stream.labels());
        for (int i = 0; i < 100; i++) {
            events.add(random.nextInt(events.size()), events.remove(random.nextInt(events.size())));
            labels.add(random.nextInt(labels.size()), labels.remove(random.nextInt(labels.size())));
        }
        return new RandomStream(events, labels);
    }

    private static void assertMeant(RandomStream stream, SimulatedCluster cluster) {
        Expected expected = new Expected(stream);
        Map<String, FeatureRow> rows = cluster.rows().stream()
                .filter(row -> !row.eventId().startsWith("stray"))
                .collect(Collectors.toMap(FeatureRow::eventId, Function.identity()));
        Map<String, Example> examples = cluster.examples().stream()
                .filter(example -> !example.row().eventId().startsWith("stray"))
                .collect(Collectors.toMap(example -> example.row().eventId(), Function.identity()));
        assertThat(rows).hasSameSizeAs(stream.events());
        for (RandomStream.Event event : stream.events()) {
            FeatureRow row = rows.get(event.id());
            Map<String, Double> values = values(row);
            expected.of(event)
                    .forEach((feature, value) -> assertThat(values.get(feature))
                            .as("%s of %s", feature, event)
                            .isEqualTo(value));
            Example example = examples.get(event.id());
            if (expected.isGiven(event)) {
                assertThat(example.source()).as("the label of %s", event).isEqualTo(LabelSource.GIVEN);
            }
            if (example != null) {
                assertThat(example.row()).isEqualTo(row);
                assertThat(example.label()).isEqualTo(new Label.Category(expected.label(event)));
            }
        }
    }

    private static Map<String, Double> values(FeatureRow row) {
        Map<String, Double> values = new HashMap<>();
        IntStream.range(0, SIGNATURE.numeric().size())
                .forEach(
                        i -> values.put(SIGNATURE.numeric().get(i), row.values().numeric()[i]));
        return values;
    }
}
