package io.headrace.features.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.features.engine.SpecifiedFeatures.Known;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.generic.GenericRecord;

/** The engine against its specification, and the ways of running it against each other; all to the bit. */
class FeatureProgramPropertyTest {

    private final FeatureProgram program = Payments.program();

    /** What comes to the engine, in order of arrival. */
    sealed interface Arrival {
        record Event(Payment payment) implements Arrival {}

        record Learned(Known label) implements Arrival {}
    }

    @Property(tries = 300)
    void everyEventInTimeIsAnsweredAsSpecified(@ForAll("streams") List<Arrival> stream) {
        FeatureHistory history = new FeatureHistory(program);
        List<Payment> earlier = new ArrayList<>();
        List<Known> labels = new ArrayList<>();
        for (Arrival arrival : stream) {
            switch (arrival) {
                case Arrival.Event(Payment payment) -> {
                    FeatureRow row = history.observe(payment.toRecord());
                    for (Feature feature : Payments.FEATURES) {
                        if (program.stateful().contains(feature.name())) {
                            assertThat(number(row, feature.name()))
                                    .as(feature.name() + " of " + payment)
                                    .isEqualTo(
                                            Double.valueOf(SpecifiedFeatures.value(feature, payment, earlier, labels)));
                        }
                    }
                    earlier.add(payment);
                }
                case Arrival.Learned(Known label) -> {
                    history.learn(example(label));
                    labels.add(label);
                }
            }
        }
    }

    @Property(tries = 100)
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
        Stores streaming = new Stores(program);
        for (Arrival arrival : stream) {
            switch (arrival) {
                case Arrival.Event(Payment payment) -> {
                    FeatureRow asked = requests.values(payment.toRecord());
                    FeatureRow askedAgain = requests.values(payment.toRecord());
                    FeatureRow observed = requests.observe(payment.toRecord());
                    assertThat(askedAgain).isEqualTo(asked);
                    assertThat(observed).isEqualTo(asked);
                    assertThat(replay.observe(payment.toRecord())).isEqualTo(asked);
                    assertThat(streaming.observe(payment.toRecord())).isEqualTo(asked);
                    assertThat(requests.values(payment.toRecord()))
                            .as("asked after it was recorded")
                            .isEqualTo(asked);
                }
                case Arrival.Learned(Known label) -> {
                    requests.learn(example(label));
                    replay.learn(example(label));
                    streaming.learn(example(label));
                }
            }
        }
    }

    @Property(tries = 100)
    void whatComesLaterInEventTimeChangesNothing(
            @ForAll("streams") List<Arrival> stream, @ForAll("payments") Payment event) {
        List<Arrival> known =
                stream.stream().filter(arrival -> time(arrival) <= event.at()).toList();
        // Within the lateness, so that the event is still in time when the later ones have come.
        List<Arrival> later = stream.stream()
                .filter(arrival -> time(arrival) > event.at())
                .filter(arrival -> time(arrival) <= event.at() + Payments.LATENESS.toMillis())
                .toList();
        FeatureHistory history = after(known);
        FeatureRow before = history.values(event.toRecord());

        later.forEach(arrival -> feed(history, arrival));

        assertThat(history.values(event.toRecord())).isEqualTo(before);
    }

    @Property(tries = 100)
    void aStateReadBackIsTheStateThatWasWritten(@ForAll("streams") List<Arrival> stream) {
        Stores stores = new Stores(program);
        stream.forEach(stores::feed);
        stores.bytes.forEach((place, bytes) -> {
            Stage stage = program.stages().get(place.stage());
            assertThat(stage.write(stage.read(bytes))).isEqualTo(bytes);
        });
    }

    @Property(tries = 100)
    void theSameEventsLeaveTheSameBytesInAnyOrder(@ForAll("streams") List<Arrival> stream, @ForAll Random random) {
        List<Arrival> shuffled = new ArrayList<>(stream);
        Collections.shuffle(shuffled, random);
        Stores one = new Stores(program);
        Stores other = new Stores(program);
        stream.forEach(one::feed);
        shuffled.forEach(other::feed);
        assertThat(other.bytes.keySet()).isEqualTo(one.bytes.keySet());
        one.bytes.forEach((place, bytes) -> assertThat(other.bytes.get(place)).isEqualTo(bytes));
    }

    /**
     * Events at most the lateness behind the newest; several at the same millisecond; labels some time after theirs.
     */
    @Provide
    Arbitrary<List<Arrival>> streams() {
        Arbitrary<long[]> steps = Arbitraries.longs()
                .between(0, 4 * Payments.HOUR)
                .edgeCases(edges -> edges.add(0L, Payments.HOUR))
                .array(long[].class)
                .ofMinSize(0)
                .ofMaxSize(60);
        return Combinators.combine(steps, Arbitraries.randoms()).as(FeatureProgramPropertyTest::stream);
    }

    @Provide
    Arbitrary<Payment> payments() {
        return Combinators.combine(Arbitraries.longs().between(0, 100 * Payments.HOUR), Arbitraries.randoms())
                .as((at, random) -> payment("asked", at, random));
    }

    private static List<Arrival> stream(long[] steps, Random random) {
        List<Arrival> stream = new ArrayList<>();
        List<Payment> unlabelled = new ArrayList<>();
        long clock = 1_700_000_000_000L % (50 * Payments.HOUR);
        for (int i = 0; i < steps.length; i++) {
            clock += steps[i];
            long late = random.nextInt(3) == 0 ? (long) (random.nextDouble() * Payments.LATENESS.toMillis()) : 0;
            Payment payment = payment("tx" + i, clock - late, random);
            stream.add(new Arrival.Event(payment));
            unlabelled.add(payment);
            if (random.nextInt(2) == 0) {
                Payment labelled = unlabelled.remove(random.nextInt(unlabelled.size()));
                long known = Math.max(labelled.at(), clock - random.nextInt((int) Payments.HOUR));
                stream.add(new Arrival.Learned(new Known(labelled, known, random.nextInt(4) == 0)));
            }
        }
        return stream;
    }

    private static Payment payment(String id, long at, Random random) {
        return new Payment(
                id,
                at,
                random.nextInt(12) == 0 ? null : "c" + random.nextInt(2),
                random.nextInt(12) == 0 ? null : "t" + random.nextInt(3),
                random.nextInt(8) == 0 ? null : random.nextGaussian() * Math.pow(10, random.nextInt(12) - 4));
    }

    private static long time(Arrival arrival) {
        return switch (arrival) {
            case Arrival.Event(Payment payment) -> payment.at();
            case Arrival.Learned(Known label) -> label.at();
        };
    }

    private FeatureHistory after(List<Arrival> stream) {
        FeatureHistory history = new FeatureHistory(program);
        stream.forEach(arrival -> feed(history, arrival));
        return history;
    }

    private void feed(FeatureHistory history, Arrival arrival) {
        switch (arrival) {
            case Arrival.Event(Payment payment) -> history.observe(payment.toRecord());
            case Arrival.Learned(Known label) -> history.learn(example(label));
        }
    }

    private Double number(FeatureRow row, String name) {
        return row.values().numeric()[program.signature().numeric().indexOf(name)];
    }

    private Example example(Known label) {
        return new Example(
                program.row(label.payment().toRecord(), program.blank()),
                new Label.Category(Boolean.toString(label.fraud())),
                label.at(),
                Example.LabelSource.GIVEN);
    }

    /**
     * Stages as a stream processor runs them: states as bytes between any two events, answers passed from one to the
     * next.
     */
    private final class Stores {

        private final FeatureProgram program;
        private final Map<Place, byte[]> bytes = new HashMap<>();

        private record Place(int stage, String entity) {}

        Stores(FeatureProgram program) {
            this.program = program;
        }

        void feed(Arrival arrival) {
            switch (arrival) {
                case Arrival.Event(Payment payment) -> observe(payment.toRecord());
                case Arrival.Learned(Known label) -> learn(example(label));
            }
        }

        FeatureRow observe(GenericRecord event) {
            double[] answers = program.blank();
            IntStream.range(0, program.stages().size()).forEach(i -> {
                Stage stage = program.stages().get(i);
                stage.entity(event)
                        .ifPresentOrElse(
                                entity -> {
                                    EntityState state = load(i, entity);
                                    stage.observe(state, event, answers);
                                    bytes.put(new Place(i, entity), stage.write(state));
                                },
                                () -> stage.missing(answers));
            });
            return program.row(event, answers);
        }

        void learn(Example example) {
            IntStream.range(0, program.stages().size()).forEach(i -> {
                Stage stage = program.stages().get(i);
                if (stage.learns()) {
                    stage.entity(example.row().keys()).ifPresent(entity -> {
                        EntityState state = load(i, entity);
                        stage.learn(
                                state,
                                example.row().eventId(),
                                example.labelTime(),
                                program.labelNumber(example.label()));
                        bytes.put(new Place(i, entity), stage.write(state));
                    });
                }
            });
        }

        private EntityState load(int stage, String entity) {
            byte[] stored = bytes.get(new Place(stage, entity));
            return stored == null
                    ? program.stages().get(stage).unseen()
                    : program.stages().get(stage).read(stored);
        }
    }
}
