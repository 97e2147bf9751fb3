package io.headrace.features.engine;

import static io.headrace.schemas.time.PartitionClock.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.features.engine.Streams.Arrival;
import io.headrace.schemas.definition.Feature;
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
import org.assertj.core.data.Offset;

/** The engine against its specification, and the ways of running it against each other; all to the bit. */
class FeatureProgramPropertyTest {

    private final FeatureProgram program = Payments.program();

    /**
     * Events in any order, of the same millisecond, late, repeated, dated years ahead or back; labels before and after
     * their events; forgetting whenever progress goes on, and states read from their bytes at any moment: every event
     * that is not late has the values of the definition.
     */
    @Property(tries = 150)
    void everyEventThatIsNotLateIsAnsweredAsSpecified(@ForAll("streams") List<Arrival> stream, @ForAll Random random) {
        assertAsSpecified(program, Payments.FEATURES, stream, random);
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
        FeatureProgram combined = FeatureProgram.compile(Payments.definition(Payments.COMBINED));
        assertAsSpecified(combined, Payments.COMBINED, stream, random);
    }

    private static void assertAsSpecified(
            FeatureProgram program, List<Feature> features, List<Arrival> stream, Random random) {
        SpecifiedFeatures specified = new SpecifiedFeatures();
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
                        for (Feature feature : features) {
                            if (program.stateful().contains(feature.name())) {
                                double expected = specified.value(feature, payment);
                                assertThat(number(program, row, feature.name()))
                                        .as(feature.name() + " of " + payment)
                                        .isEqualTo(expected, withinRounding(feature, expected));
                            }
                        }
                        assertThat(stored).isEqualTo(row);
                    }
                    specified.came(payment);
                }
                case Arrival.Learned(var label) -> {
                    memory.learn(Streams.example(program, label), now);
                    stores.learn(Streams.example(program, label), now);
                    specified.learned(label);
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

    /**
     * All values are exact, or follow from exact ones by the same operations, but deviations, of which the root and a division round, too,
     * and what is divided by one.
     */
    private static Offset<Double> withinRounding(Feature feature, double expected) {
        if (!(feature instanceof Feature.WindowedAggregate aggregate) || Double.isNaN(expected)) {
            return Offset.offset(0.0);
        }
        return switch (aggregate.function()) {
            case STDDEV -> Offset.offset(Math.ulp(expected));
            case ZSCORE -> Offset.offset(4 * Math.ulp(expected));
            default -> Offset.offset(0.0);
        };
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
        FeatureHistory requests = new FeatureHistory(program);
        FeatureHistory replay = new FeatureHistory(program);
        StoredStates streaming = new StoredStates(program);
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
                    requests.learn(Streams.example(program, label), UNKNOWN);
                    replay.learn(Streams.example(program, label), UNKNOWN);
                    streaming.learn(Streams.example(program, label), UNKNOWN);
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
        FeatureHistory history = new FeatureHistory(program);
        stream.forEach(arrival -> feed(history, arrival));
        return history;
    }

    private void feed(FeatureHistory history, Arrival arrival) {
        switch (arrival) {
            case Arrival.Event(Payment payment, boolean _) -> history.observe(payment.toRecord(), UNKNOWN);
            case Arrival.Learned(var label) -> history.learn(Streams.example(program, label), UNKNOWN);
        }
    }

    /** A feature's value; of a category the class's number. */
    private static Double number(FeatureProgram program, FeatureRow row, String name) {
        int numeric = program.signature().numeric().indexOf(name);
        if (numeric >= 0) {
            return row.values().numeric()[numeric];
        }
        String category =
                row.values().categorical()[program.signature().categorical().indexOf(name)];
        return category.isEmpty() ? Double.NaN : Boolean.parseBoolean(category) ? 1.0 : 0.0;
    }
}
