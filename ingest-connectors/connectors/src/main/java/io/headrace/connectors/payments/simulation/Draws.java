package io.headrace.connectors.payments.simulation;

/**
 * Seeded random draws, the same on every machine and Java release: SplitMix64 (Steele, Lea, Flood: Fast Splittable
 * Pseudorandom Number Generators, OOPSLA 2014), and {@link StrictMath} where a function is needed. Each purpose and day has
 * draws of its own, so that any day can be made without those before it and one setting does not disturb another's draws.
 */
final class Draws {

    /** What draws are for. */
    enum Purpose {
        CUSTOMERS(0),
        TERMINALS(1),
        PAYMENTS(2),
        COMPROMISED_TERMINALS(3),
        COMPROMISED_CUSTOMERS(4),
        FRAUD_BY_CUSTOMER(5),
        CARD_TESTING(6),
        LABELS(7),
        DIRT(8);

        /** Written out, so that adding a purpose leaves the others' draws as they are. */
        private final int salt;

        Purpose(int salt) {
            this.salt = salt;
        }
    }

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;
    private double spareNormal = Double.NaN;

    private Draws(long state) {
        this.state = state;
    }

    static Draws of(long seed, Purpose purpose, long day) {
        return new Draws(mix(mix(mix(seed) + purpose.salt) + day));
    }

    private static long mix(long value) {
        long z = value + GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private long next() {
        long drawn = mix(state);
        state += GOLDEN_GAMMA;
        return drawn;
    }

    /** Uniform in [0, 1). */
    double uniform() {
        return (next() >>> 11) * 0x1p-53;
    }

    double uniform(double from, double to) {
        return from + uniform() * (to - from);
    }

    /** Uniform in [0, bound); bound 1 or more. */
    int below(int bound) {
        return (int) Math.multiplyHigh(next() >>> 1, (long) bound << 1);
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** Marsaglia's polar method. */
    double normal(double mean, double standardDeviation) {
        if (!Double.isNaN(spareNormal)) {
            double value = spareNormal;
            spareNormal = Double.NaN;
            return mean + standardDeviation * value;
        }
        while (true) {
            double u = uniform(-1, 1);
            double v = uniform(-1, 1);
            double s = u * u + v * v;
            if (s < 1 && s > 0) {
                double scale = Math.sqrt(-2 * StrictMath.log(s) / s);
                spareNormal = v * scale;
                return mean + standardDeviation * u * scale;
            }
        }
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1 - uniform());
    }

    /** Knuth's method; for means of a few. */
    int poisson(double mean) {
        return poissonOf(StrictMath.exp(-mean));
    }

    /** The same with e to the minus mean given, for means used over and over. */
    int poissonOf(double expOfMinusMean) {
        int count = 0;
        for (double product = uniform(); product > expOfMinusMean; product *= uniform()) {
            count++;
        }
        return count;
    }

    /** A whole number whose mean is {@code expected}: its whole part, and one more with the rest as probability. */
    int around(double expected) {
        int whole = (int) expected;
        return chance(expected - whole) ? whole + 1 : whole;
    }
}
