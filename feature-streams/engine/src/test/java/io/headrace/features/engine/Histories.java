package io.headrace.features.engine;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.features.engine.SpecifiedFeatures.Known;
import io.headrace.features.engine.Streams.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Short histories for an oracle that counts in whole numbers: amounts are whole multiples of 1/{@link #UNITS}, exact as doubles, and
 * times are mostly whole multiples of ten minutes, so that many lie on the edge of a window.
 */
final class Histories {

    /** A power of two, so that a number of units divided by it is exact. */
    static final int UNITS = 1024;

    private static final long TICK = Duration.ofMinutes(10).toMillis();

    private Histories() {}

    /** One history in order of arrival: events, some of them twice, and their labels, some of which come first. */
    static List<Arrival> of(Random random) {
        List<Arrival> arrivals = new ArrayList<>();
        List<Known> labels = new ArrayList<>();
        int events = random.nextInt(50);
        long clock = Streams.START / TICK * TICK;
        for (int i = 0; i < events; i++) {
            clock += step(random);
            Payment payment = payment("tx" + i, clock - behind(random), random);
            if (random.nextInt(3) > 0) {
                labels.add(label(payment, random));
            }
            if (!labels.isEmpty() && random.nextBoolean()) {
                arrivals.add(new Arrival.Learned(labels.remove(random.nextInt(labels.size()))));
            }
            arrivals.add(new Arrival.Event(payment, false));
            if (random.nextInt(15) == 0) {
                arrivals.add(arrivals.get(random.nextInt(arrivals.size())));
            }
        }
        return arrivals;
    }

    private static long step(Random random) {
        return switch (random.nextInt(40)) {
            case 0 -> Duration.ofDays(random.nextInt(390, 410)).toMillis();
            case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> 0;
            case 11, 12, 13, 14, 15 -> random.nextLong(TICK);
            default -> random.nextLong(18) * TICK;
        };
    }

    private static long behind(Random random) {
        return random.nextInt(4) == 0 ? random.nextLong(100) * TICK : 0;
    }

    private static Payment payment(String id, long at, Random random) {
        return new Payment(
                id,
                at,
                random.nextInt(12) == 0 ? null : "c" + random.nextInt(2),
                random.nextInt(12) == 0 ? null : "t" + random.nextInt(3),
                random.nextInt(8) == 0 ? null : amount(random));
    }

    /** Of any size up to four million, many of them equal, some of them the one that conditions compare with. */
    private static double amount(Random random) {
        long units = random.nextInt(3) == 0
                ? random.nextLong(-2, 3) * UNITS
                : random.nextLong(-1L << 32, 1L << 32) >> random.nextInt(32);
        return (double) units / UNITS;
    }

    private static Known label(Payment payment, Random random) {
        long wait = Stream.of(0L, Payments.WITHIN.toMillis(), random.nextLong(72) * TICK)
                .toList()
                .get(random.nextInt(3));
        return new Known(payment, payment.at() + wait, random.nextInt(3) == 0);
    }
}
