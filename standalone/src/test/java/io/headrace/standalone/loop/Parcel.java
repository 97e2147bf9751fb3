package io.headrace.standalone.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** One event of the test's pipeline, and what will turn out to be true of it. */
record Parcel(String id, Instant at, String depot, double distance, double weight, boolean late) {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final Duration UNTIL_KNOWN = Duration.ofHours(1);
    private static final double NOISE = 0.03;

    /** Far parcels come late. */
    static List<Parcel> before(int from, int count) {
        return some(from, count, random -> {
            double distance = random.nextDouble(100);
            return new Traits(distance, weight(random), distance > 60);
        });
    }

    /** All parcels go farther than ever, and it is heavy ones that come late. */
    static List<Parcel> after(int from, int count) {
        return some(from, count, random -> {
            double weight = weight(random);
            return new Traits(80 + random.nextDouble(120), weight, weight > 12);
        });
    }

    private static List<Parcel> some(int from, int count, World world) {
        Random random = new Random(from);
        List<Parcel> parcels = new ArrayList<>();
        for (int number = from; number < from + count; number++) {
            Traits traits = world.draw(random);
            parcels.add(new Parcel(
                    "p-" + number,
                    START.plus(BETWEEN.multipliedBy(number)),
                    "d" + random.nextInt(4),
                    traits.distance(),
                    traits.weight(),
                    traits.late() ^ random.nextDouble() < NOISE));
        }
        return List.copyOf(parcels);
    }

    private static double weight(Random random) {
        return 0.1 + random.nextDouble(20);
    }

    Parcel weighing(double other) {
        return new Parcel(id, at, depot, distance, other, late);
    }

    Parcel named(String other) {
        return new Parcel(other, at, depot, distance, weight, late);
    }

    /** As it is pushed and scored. */
    String event() {
        return String.format(
                Locale.ROOT,
                "{\"parcelId\":\"%s\",\"at\":\"%s\",\"depot\":\"%s\",\"distance\":%.3f,\"weight\":%.3f}",
                id,
                at,
                depot,
                distance,
                weight);
    }

    String label() {
        return "{\"parcelId\":\"%s\",\"late\":%b,\"labelledAt\":\"%s\"}".formatted(id, late, at.plus(UNTIL_KNOWN));
    }

    private record Traits(double distance, double weight, boolean late) {}

    private interface World {
        Traits draw(Random random);
    }
}
