package io.headrace.features.engine;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.google.common.base.Suppliers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a window has of an operand, and what that comes to: each worked out when it is first asked for, since many features share a window. */
final class SpecifiedValues {

    /** Enough for the deviation of two numbers to be exact: it may lie in the middle of two doubles. */
    private static final MathContext DIGITS = new MathContext(200);

    private final List<Object> newestFirst;
    private final Supplier<List<BigDecimal>> numbers = Suppliers.memoize(this::findNumbers);
    private final Supplier<BigDecimal> sum = Suppliers.memoize(this::findSum);
    private final Supplier<Double> deviation = Suppliers.memoize(this::findDeviation);
    private final Supplier<List<Frequency>> frequencies = Suppliers.memoize(this::findFrequencies);

    /** @param count how often a value is there */
    record Frequency(Object value, long count) {}

    /** @param newestFirst numbers or texts */
    SpecifiedValues(List<Object> newestFirst) {
        this.newestFirst = List.copyOf(newestFirst);
    }

    List<Object> newestFirst() {
        return newestFirst;
    }

    boolean isEmpty() {
        return newestFirst.isEmpty();
    }

    int count() {
        return newestFirst.size();
    }

    /** Of numbers, rounded once. */
    double sum() {
        return sum.get().doubleValue();
    }

    /** NaN of none; of equal numbers that number. */
    double mean() {
        return isEmpty() ? Double.NaN : least() == greatest() ? least() : sum() / count();
    }

    /** Of one number or more. */
    double least() {
        return numbers.get().getFirst().doubleValue();
    }

    /** Of one number or more. */
    double greatest() {
        return numbers.get().getLast().doubleValue();
    }

    /** Of the population; of one number or more. */
    double deviation() {
        return deviation.get();
    }

    /** Different values, the most frequent first; of those as frequent the smallest. */
    List<Frequency> frequencies() {
        return frequencies.get();
    }

    private List<BigDecimal> findNumbers() {
        return newestFirst.stream()
                .map(value -> new BigDecimal((Double) value))
                .sorted()
                .toList();
    }

    private BigDecimal findSum() {
        return numbers.get().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private double findDeviation() {
        BigDecimal count = BigDecimal.valueOf(count());
        BigDecimal squares =
                numbers.get().stream().map(value -> value.multiply(value)).reduce(BigDecimal.ZERO, BigDecimal::add);
        return count.multiply(squares)
                .subtract(sum.get().multiply(sum.get()))
                .sqrt(DIGITS)
                .divide(count, DIGITS)
                .doubleValue();
    }

    private List<Frequency> findFrequencies() {
        Map<Object, Long> counts = newestFirst.stream().collect(groupingBy(Function.identity(), counting()));
        return counts.entrySet().stream()
                .map(entry -> new Frequency(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Frequency::count)
                        .reversed()
                        .thenComparing(Frequency::value, SpecifiedValues::order))
                .toList();
    }

    private static int order(Object one, Object other) {
        return one instanceof String text
                ? text.compareTo((String) other)
                : Double.compare((Double) one, (Double) other);
    }
}
