package io.headrace.features.timeline;

/** Count, sum, least, greatest, mean and deviation of numbers. Sums are exact and rounded once, so no order matters. */
public final class NumberRunning extends Running {

    private final boolean squared;
    private final ExactSum sum = ExactSum.ofNumbers();
    private final ExactSum squares = ExactSum.ofSquares();
    private final ExactSum scratch = ExactSum.ofSquares();
    private long count;
    private double min;
    private double max;

    /** @param squared whether {@link #deviation} is wanted, which costs more than all the rest */
    public NumberRunning(boolean squared) {
        this.squared = squared;
        clear();
    }

    @Override
    public void clear() {
        count = 0;
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
        sum.clear();
        squares.clear();
    }

    /** As if the same had been added as to another. */
    void set(NumberRunning other) {
        count = other.count;
        min = other.min;
        max = other.max;
        sum.set(other.sum);
        if (squared) {
            squares.set(other.squares);
        }
    }

    @Override
    void add(Leaf leaf, int column, int from, int end) {
        for (int i = from; i < end; i++) {
            add(leaf.value(column, i));
        }
    }

    @Override
    public void add(long time, Values values, int column) {
        add(values.number(column));
    }

    /** Adds one value; NaN is none. */
    public void add(double value) {
        if (Double.isNaN(value)) {
            return;
        }
        count++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum.add(value);
        if (squared) {
            squares.addSquare(value);
        }
    }

    @Override
    void add(Partial partial) {
        Partial.Numbers numbers = (Partial.Numbers) partial;
        if (numbers.count() == 0) {
            return;
        }
        count += numbers.count();
        min = Math.min(min, numbers.min());
        max = Math.max(max, numbers.max());
        sum.add(numbers.sum());
        if (squared) {
            squares.add(numbers.squares());
        }
    }

    @Override
    Partial partial() {
        if (!squared) {
            throw new IllegalStateException("a partial also has the squares");
        }
        return new Partial.Numbers(count, min, max, sum.total(), squares.total());
    }

    /** How many values there are. */
    public long count() {
        return count;
    }

    /** Their sum, correctly rounded; 0 without any. */
    public double sum() {
        return count == 0 ? 0 : finite(sum.doubleValue());
    }

    /** Their mean; of equal values that value itself, so that a difference from it is 0 and no rounding error. NaN without any. */
    public double mean() {
        return count == 0 ? Double.NaN : min == max ? min : finite(sum.doubleValue() / count);
    }

    /** The least; NaN without any. */
    public double min() {
        return count == 0 ? Double.NaN : min;
    }

    /** The greatest; NaN without any. */
    public double max() {
        return count == 0 ? Double.NaN : max;
    }

    /** Their deviation from the mean, of the population (divided by the count), to within one unit of the last place; NaN without any. */
    public double deviation() {
        if (count == 0) {
            return Double.NaN;
        }
        return min == max ? 0 : ExactSum.deviation(count, sum, squares, scratch);
    }

    /** What is beyond all numbers is missing. */
    private static double finite(double value) {
        return Double.isInfinite(value) ? Double.NaN : value;
    }
}
