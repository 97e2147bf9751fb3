package io.headrace.features.engine;

import static io.headrace.schemas.time.PartitionClock.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.features.engine.Streams.Arrival;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.feature.FeatureRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The engine against its specification, and the ways of running it against each other; all to the bit. */
class FeatureProgramPropertyTest {

    private static final FeatureProgram PROGRAM = Payments.program();
    private static final FeatureProgram KINDS = FeatureProgram.compile(Payments.definition(Payments.KINDS));
    private static final FeatureProgram SKETCHES =
            FeatureProgram.compile(Payments.definition(Payments.COMBINED_SKETCHES));
    private static final FeatureProgram NEWEST = FeatureProgram.compile(Payments.definition(Payments.NEWEST));
    private static final FeatureProgram LIFETIMES = FeatureProgram.compile(Payments.definition(Payments.LIFETIMES));
    private static final FeatureProgram LABELS = FeatureProgram.compile(Payments.definition(Payments.LABELS));
    private static final FeatureProgram COMBINED = FeatureProgram.compile(Payments.definition(Payments.COMBINED));

    /**
     * Events in any order, of the same millisecond, late, repeated, dated years ahead or back; labels before and after
     * their events; forgetting whenever progress goes on, and states read from their bytes at any moment: every event
     * that is not late has the values of the definition.
     */
    @Property(tries = 150)
    void everyEventThatIsNotLateIsAnsweredAsSpecified(@ForAll("streams") List<Arrival> stream, @ForAll Random random) {
        assertAsSpecified(PROGRAM, Payments.FEATURES, stream, random);
    }

    /** Those that look back 400 days keep all there is; without them it is forgotten as soon as may be. */
    @Property(tries = 150)
    void soItIsWhereAllFeaturesHaveWindows(@ForAll("streams") List<Arrival> stream, @ForAll Random random) {
        List<Feature> windowed = Payments.FEATURES.stream()
                .filter(feature -> feature instanceof Feature.WindowedAggregate || feature instanceof Feature.LabelRate)
                .toList();
        assertAsSpecified(FeatureProgram.compile(Payments.definition(windowed)), windowed, stream, random);
    }

    /** Conditions, windows without the event, first and last, comparisons. */
    @Property(tries = 100)
    void soItIsForAggregatesInAllCombinations(@ForAll("streams") List<Arrival> stream, @ForAll Random random) {
        assertAsSpecified(COMBINED, Payments.COMBINED, stream, random);
    }

    /** What is kept of a column besides its sums. */
    @Property(tries = 100)
    void soItIsForWhatIsKeptBesideSums(@ForAll("streams") List<Arrival> stream, @ForAll Random random) {
        assertAsSpecified(SKETCHES, Payments.COMBINED_SKETCHES, stream, random);
    }

    @Property(tries = 100)
    void soItIsForQuantilesDecayStreaksAndSessions(@ForAll("streams") List<Arrival> stream, @ForAll Random random) {
        assertAsSpecified(KINDS, Payments.KINDS, stream, random);
    }

    @Property(tries = 100)
    void soItIsForTheNewestEventsAndTheNthInOrder(@ForAll("streams") List<Arrival> stream, @ForAll Random random) {
        assertAsSpecified(NEWEST, Payments.NEWEST, stream, random);
    }

    /** Whatever has been folded meanwhile. */
    @Property(tries = 100)
    void soItIsForLifetimes(@ForAll("streams") List<Arrival> stream, @ForAll Random random) {
        assertAsSpecified(LIFETIMES, Payments.LIFETIMES, stream, random);
    }

    @Property(tries = 150)
    void soItIsForLabelsByClass(@ForAll("streams") List<Arrival> stream, @ForAll Random random) {
        assertAsSpecified(LABELS, Payments.LABELS, stream, random);
    }

    private static void assertAsSpecified(
            FeatureProgram program, List<Feature> features, List<Arrival> stream, Random random) {
        SpecifiedFeatures specified = new SpecifiedFeatures();
        List<Placed> stateful = Placed.of(program, features);
        long lookBack =
                program.stages().stream().mapToLong(Stage::lookBack).max().orElseThrow();
        FeatureHistory memory = new FeatureHistory(program);
        StoredStates stores = new StoredStates(program);
        Streams.Progress progress = new Streams.Progress(random);
        for (Arrival arrival : stream) {
            long now = progress.after(arrival);
            switch (arrival) {
                case Arrival.Event(Payment payment, boolean _) -> {
                    FeatureRow asked = memory.values(payment.toRecord());
                    FeatureRow row = memory.observe(payment.toRecord(), now);
                    FeatureRow stored = stores.observe(payment.toRecord(), now);
                    assertThat(row).isEqualTo(asked);
                    if (!progress.isLate(payment)) {
                        stateful.forEach(placed -> assertAsSpecified(specified, placed, payment, row));
                        assertThat(stored).isEqualTo(row);
                    }
                    specified.came(payment, now);
                }
                case Arrival.Learned(var label) -> {
                    memory.learn(Streams.example(program, label), now);
                    stores.learn(Streams.example(program, label), now);
                    specified.learned(label, now, lookBack);
                }
            }
            if (random.nextInt(3) == 0) {
                memory.expire(now);
            }
            if (random.nextInt(10) == 0) {
                stores.expire(now);
            }
        }
    }

    private static void assertAsSpecified(SpecifiedFeatures specified, Placed placed, Payment payment, FeatureRow row) {
        Feature feature = placed.feature();
        Object expected = specified.value(feature, payment);
        Object found = placed.in(row);
        boolean fits = feature instanceof Feature.Decayed decayed
                ? isNear(found, expected, specified.magnitude(decayed, payment))
                : isWithinRounding(feature, found, expected);
        assertThat(fits)
                .as("%s of %s is %s, and was %s", feature, payment, expected, found)
                .isTrue();
    }

    /**
     * All values are exact, or follow from exact ones by the same operations, but deviations, of which the root and a division round, too,
     * and what is divided by one.
     */
    private static boolean isWithinRounding(Feature feature, Object value, Object expected) {
        if (value.equals(expected)) {
            return true;
        }
        if (!(feature instanceof Feature.WindowedAggregate aggregate)
                || !(value instanceof Double found && expected instanceof Double number)) {
            return false;
        }
        double difference = Math.abs(found - number);
        return switch (aggregate.function()) {
            case STDDEV -> difference <= Math.ulp(number);
            case ZSCORE -> difference <= 4 * Math.ulp(number);
            default -> difference == 0;
        };
    }

    private static boolean isNear(Object value, Object expected, double magnitude) {
        return value.equals(expected) || Math.abs((Double) value - (Double) expected) <= 1e-9 * magnitude;
    }

    @Property(tries = 200)
    void theOrderInWhichHistoryCameDoesNotMatter(
            @ForAll("streams") List<Arrival> stream, @ForAll("payments") Payment next, @ForAll Random random) {
        List<Arrival> shuffled = new ArrayList<>(stream);
        Collections.shuffle(shuffled, random);

        FeatureRow inOrder = after(stream).values(next.toRecord());
        FeatureRow otherOrder = after(shuffled).values(next.toRecord());

        assertThat(otherOrder).isEqualTo(inOrder);
    }

    @Property(tries = 100)
    void requestTimeStreamingAndReplayAnswerTheSame(@ForAll("streams") List<Arrival> stream) {
        FeatureHistory requests = new FeatureHistory(PROGRAM);
        FeatureHistory replay = new FeatureHistory(PROGRAM);
        StoredStates streaming = new StoredStates(PROGRAM);
        for (Arrival arrival : stream) {
            switch (arrival) {
                case Arrival.Event(Payment payment, boolean _) -> {
                    FeatureRow asked = requests.values(payment.toRecord());
                    FeatureRow askedAgain = requests.values(payment.toRecord());
                    FeatureRow observed = requests.observe(payment.toRecord(), UNKNOWN);
                    assertThat(askedAgain).isEqualTo(asked);
                    assertThat(observed).isEqualTo(asked);
                    assertThat(replay.observe(payment.toRecord(), UNKNOWN)).isEqualTo(asked);
                    assertThat(streaming.observe(payment.toRecord(), UNKNOWN)).isEqualTo(asked);
                    assertThat(requests.values(payment.toRecord()))
                            .as("asked after it was recorded")
                            .isEqualTo(asked);
                }
                case Arrival.Learned(var label) -> {
                    requests.learn(Streams.example(PROGRAM, label), UNKNOWN);
                    replay.learn(Streams.example(PROGRAM, label), UNKNOWN);
                    streaming.learn(Streams.example(PROGRAM, label), UNKNOWN);
                }
            }
        }
    }

    @Property(tries = 200)
    void whatComesAtItsMillisecondOrLaterInEventTimeChangesNothing(
            @ForAll("streams") List<Arrival> stream, @ForAll("payments") Payment event) {
        List<Arrival> known =
                stream.stream().filter(arrival -> arrival.time() < event.at()).toList();
        List<Arrival> later =
                stream.stream().filter(arrival -> arrival.time() >= event.at()).toList();
        FeatureHistory history = after(known);
        FeatureRow before = history.values(event.toRecord());

        later.forEach(arrival -> feed(history, arrival));

        assertThat(history.values(event.toRecord())).isEqualTo(before);
    }

    @Property(tries = 100)
    void theSameEventsLeaveTheSameBytesInAnyOrder(@ForAll("streams") List<Arrival> stream, @ForAll Random random) {
        List<Arrival> shuffled = new ArrayList<>(stream);
        Collections.shuffle(shuffled, random);
        assertSameBytes(PROGRAM, stream, shuffled);
        assertSameBytes(SKETCHES, stream, shuffled);
        assertSameBytes(KINDS, stream, shuffled);
        assertSameBytes(LIFETIMES, stream, shuffled);
    }

    private static void assertSameBytes(FeatureProgram program, List<Arrival> stream, List<Arrival> shuffled) {
        StoredStates one = new StoredStates(program);
        StoredStates other = new StoredStates(program);
        stream.forEach(arrival -> one.feed(arrival, UNKNOWN));
        shuffled.forEach(arrival -> other.feed(arrival, UNKNOWN));
        assertThat(other.entities().keySet()).isEqualTo(one.entities().keySet());
        one.entities()
                .forEach((place, pieces) ->
                        assertThat(other.entities().get(place).text()).isEqualTo(pieces.text()));
    }

    @Provide
    Arbitrary<List<Arrival>> streams() {
        return Streams.arbitrary();
    }

    @Provide
    Arbitrary<Payment> payments() {
        return Combinators.combine(Arbitraries.longs().between(0, 100 * Payments.HOUR), Arbitraries.randoms())
                .as((at, random) -> Streams.payment("asked", Streams.START + at, random));
    }

    private FeatureHistory after(List<Arrival> stream) {
        FeatureHistory history = new FeatureHistory(PROGRAM);
        stream.forEach(arrival -> feed(history, arrival));
        return history;
    }

    private void feed(FeatureHistory history, Arrival arrival) {
        switch (arrival) {
            case Arrival.Event(Payment payment, boolean _) -> history.observe(payment.toRecord(), UNKNOWN);
            case Arrival.Learned(var label) -> history.learn(Streams.example(PROGRAM, label), UNKNOWN);
        }
    }

    /**
     * A feature, and where its value stands in a row.
     *
     * @param place among the numbers, or among the categories
     */
    private record Placed(Feature feature, int place) {

        /** Those of features that remember anything. */
        static List<Placed> of(FeatureProgram program, List<Feature> features) {
            return features.stream()
                    .filter(feature -> program.stateful().contains(feature.name()))
                    .map(feature -> new Placed(
                            feature,
                            (feature.kind() == FeatureKind.NUMERIC
                                            ? program.signature().numeric()
                                            : program.signature().categorical())
                                    .indexOf(feature.name())))
                    .toList();
        }

        Object in(FeatureRow row) {
            return feature.kind() == FeatureKind.NUMERIC
                    ? (Object) row.values().numeric()[place]
                    : row.values().categorical()[place];
        }
    }
}
