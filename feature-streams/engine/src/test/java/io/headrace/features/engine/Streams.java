package io.headrace.features.engine;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.features.engine.SpecifiedFeatures.Known;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.time.PartitionClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/** Random streams of payments and labels in order of arrival, and how far they have come. */
final class Streams {

    /** Before the earliest payment that is not a stray. */
    static final long START = 1_700_000_000_000L;

    private static final long DAY = Duration.ofDays(1).toMillis();

    private Streams() {}

    /** What comes to the engine. */
    sealed interface Arrival {

        /** @param stray whether its clock is wrong, so that progress does not go by it */
        record Event(Payment payment, boolean stray) implements Arrival {}

        record Learned(Known label) implements Arrival {}

        default long time() {
            return switch (this) {
                case Event(Payment payment, boolean _) -> payment.at();
                case Learned(Known label) -> label.at();
            };
        }
    }

    /** Progress that goes on by chance, never beyond the newest good event. */
    static final class Progress {

        private final Random random;
        private long newest = PartitionClock.UNKNOWN;
        private long now = PartitionClock.UNKNOWN;

        Progress(Random random) {
            this.random = random;
        }

        /** Progress when an arrival is handed over. */
        long after(Arrival arrival) {
            if (arrival instanceof Arrival.Event(Payment payment, boolean stray) && !stray) {
                newest = Math.max(newest, payment.at());
            }
            if (newest != PartitionClock.UNKNOWN && random.nextInt(3) > 0) {
                now = Math.max(now, newest - random.nextInt(3) * Payments.HOUR);
            }
            return now;
        }

        boolean isLate(Payment payment) {
            return now != PartitionClock.UNKNOWN && payment.at() < now - Payments.LATENESS.toMillis();
        }
    }

    /**
     * Payments mostly in order, some late, some at the same millisecond, some a second time, some of clocks years off; now and then
     * nothing comes for months. Half get a label, most of them after their event came.
     */
    static Arbitrary<List<Arrival>> arbitrary() {
        Arbitrary<Integer> payments =
                Arbitraries.integers().between(0, 150).withDistribution(RandomDistribution.uniform());
        return Combinators.combine(payments, Arbitraries.randoms()).as(Streams::stream);
    }

    private static List<Arrival> stream(int payments, Random random) {
        List<Arrival> stream = new ArrayList<>();
        List<Payment> unlabelled = new ArrayList<>();
        // Strays of the past stay at the front of what is remembered, and would hide what is forgotten too early.
        boolean strays = random.nextBoolean();
        long clock = START;
        for (int i = 0; i < payments; i++) {
            clock += step(random);
            boolean stray = strays && random.nextInt(15) == 0;
            long late = random.nextInt(3) == 0 ? random.nextLong(2 * Payments.LATENESS.toMillis()) : 0;
            Payment payment = payment("tx" + i, stray ? clock + wrong(random) : clock - late, random);
            if (random.nextInt(12) == 0) {
                stream.add(new Arrival.Learned(label(payment, random)));
            } else {
                unlabelled.add(payment);
            }
            stream.add(new Arrival.Event(payment, stray));
            if (random.nextInt(20) == 0) {
                stream.add(new Arrival.Event(payment, stray));
            }
            if (!unlabelled.isEmpty() && random.nextInt(2) == 0) {
                stream.add(new Arrival.Learned(label(unlabelled.remove(random.nextInt(unlabelled.size())), random)));
            }
        }
        return stream;
    }

    private static long step(Random random) {
        return switch (random.nextInt(150)) {
            case 0 -> random.nextLong(300 * DAY);
            case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> 0;
            default -> random.nextLong(2 * Payments.HOUR);
        };
    }

    private static long wrong(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 27_000 * DAY;
            case 1 -> -300 * DAY;
            case 2 -> -3_000 * DAY;
            default -> 10 * Payments.HOUR;
        };
    }

    private static Known label(Payment payment, Random random) {
        long wait = random.nextInt(4) == 0 ? 0 : random.nextLong(Payments.WITHIN.toMillis() + 1);
        return new Known(payment, payment.at() + wait, random.nextInt(4) == 0);
    }

    static Payment payment(String id, long at, Random random) {
        return new Payment(
                id,
                at,
                random.nextInt(12) == 0 ? null : "c" + random.nextInt(2),
                random.nextInt(12) == 0 ? null : "t" + random.nextInt(3),
                random.nextInt(8) == 0 ? null : random.nextGaussian() * Math.pow(10, random.nextInt(12) - 4));
    }

    static Example example(FeatureProgram program, Known label) {
        return new Example(
                program.row(label.payment().toRecord(), program.blank()),
                new Label.Category(Boolean.toString(label.fraud())),
                label.at(),
                Example.LabelSource.GIVEN);
    }
}
