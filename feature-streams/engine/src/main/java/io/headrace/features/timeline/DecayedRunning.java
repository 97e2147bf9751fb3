package io.headrace.features.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Numbers that weigh half as much with every half-life of their age: the sum of their weights, and of the weighted numbers.
 *
 * <p>Time is divided into stretches of 64 half-lives that are the same for all. A weight is that at the end of its stretch, at least 2^-64;
 * what is asked at another time is the sum of each stretch times one factor. So a number's part is rounded once, whatever it is added up
 * with, sums are exact, and no order and no grouping matters. A window of 40 half-lives lies in two stretches at most; what lies in more is
 * in no window as a whole, and nothing of it is kept.
 */
public final class DecayedRunning extends Running {

    private static final int HALF_LIVES = 64;
    private static final int MOST = 2;

    private final double halfLife;
    private final long length;
    private final TreeMap<Long, Sums> stretches = new TreeMap<>();
    private boolean tooLong;

    private record Sums(ExactSum weights, ExactSum numbers) {

        Sums() {
            this(ExactSum.ofNumbers(), ExactSum.ofNumbers());
        }
    }

    /** @param halfLife milliseconds */
    public DecayedRunning(long halfLife) {
        this.halfLife = halfLife;
        this.length = Math.multiplyExact(halfLife, HALF_LIVES);
    }

    @Override
    public void clear() {
        stretches.clear();
        tooLong = false;
    }

    @Override
    void add(Leaf leaf, int column, int from, int end) {
        for (int i = from; i < end; i++) {
            add(leaf.time(i), leaf.value(column, i));
        }
    }

    @Override
    public void add(long time, Values values, int column) {
        add(time, values.number(column));
    }

    private void add(long time, double number) {
        if (!Double.isNaN(number)) {
            stretch(Math.floorDiv(time, length)).ifPresent(sums -> {
                double weight = StrictMath.pow(2, (Math.floorMod(time, length) - length) / halfLife);
                sums.weights().add(weight);
                sums.numbers().add(number * weight);
            });
        }
    }

    /** The sums of a stretch, begun if need be; empty where there are too many. */
    private Optional<Sums> stretch(long number) {
        if (tooLong) {
            return Optional.empty();
        }
        Sums sums = stretches.computeIfAbsent(number, _ -> new Sums());
        if (stretches.size() > MOST) {
            giveUp();
            return Optional.empty();
        }
        return Optional.of(sums);
    }

    private void giveUp() {
        stretches.clear();
        tooLong = true;
    }

    @Override
    void add(Partial partial) {
        Partial.Decayed other = (Partial.Decayed) partial;
        if (other.tooLong()) {
            giveUp();
        }
        for (Partial.Stretch one : other.stretches()) {
            stretch(one.number()).ifPresent(sums -> {
                sums.weights().add(one.weights());
                sums.numbers().add(one.numbers());
            });
        }
    }

    @Override
    Partial partial() {
        List<Partial.Stretch> all = new ArrayList<>();
        stretches.forEach((number, sums) -> all.add(new Partial.Stretch(
                number, sums.weights().total(), sums.numbers().total())));
        return new Partial.Decayed(tooLong, all);
    }

    /** The sum of the weights at a time, epoch milliseconds; 0 without any. */
    public double count(long time) {
        double count = 0;
        for (Map.Entry<Long, Sums> stretch : stretches.entrySet()) {
            count += stretch.getValue().weights().doubleValue() * factor(stretch.getKey(), time);
        }
        return count;
    }

    /** The sum of the weighted numbers at a time, epoch milliseconds; 0 without any, NaN beyond all numbers. */
    public double sum(long time) {
        double sum = 0;
        for (Map.Entry<Long, Sums> stretch : stretches.entrySet()) {
            sum += stretch.getValue().numbers().doubleValue() * factor(stretch.getKey(), time);
        }
        return Double.isFinite(sum) ? sum : Double.NaN;
    }

    /** The weighted mean; NaN without any. */
    public double mean(long time) {
        return stretches.isEmpty() ? Double.NaN : sum(time) / count(time);
    }

    private double factor(long stretch, long time) {
        long ahead = stretch - Math.floorDiv(time, length) + 1;
        return StrictMath.pow(2, (ahead * (double) length - Math.floorMod(time, length)) / halfLife);
    }
}
