package io.headrace.features.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Sums against those of java.math, which has all digits. */
class ExactSumTest {

    @Property(tries = 2000)
    void aSumIsRoundedOnce(@ForAll("numbers") List<Double> numbers) {
        ExactSum sum = ExactSum.ofNumbers();
        numbers.forEach(sum::add);
        assertThat(sum.doubleValue()).isEqualTo(exact(numbers).doubleValue() + 0.0);
        for (int i = 0; i < 100; i++) {
            assertThat(sum.doubleValue())
                    .as("asked again")
                    .isEqualTo(exact(numbers).doubleValue() + 0.0);
        }
    }

    @Property(tries = 1000)
    void partsInAnyOrderComeToTheSameTotal(@ForAll("numbers") List<Double> numbers, @ForAll Random random) {
        List<Double> shuffled = new ArrayList<>(numbers);
        Collections.shuffle(shuffled, random);
        ExactSum whole = ExactSum.ofNumbers();
        ExactSum ofParts = ExactSum.ofNumbers();
        ExactSum part = ExactSum.ofNumbers();
        numbers.forEach(whole::add);
        for (double number : shuffled) {
            part.add(number);
            if (random.nextInt(4) == 0) {
                ofParts.add(part.total());
                part.clear();
            }
        }
        ofParts.add(part.total());
        assertThat(ofParts.total()).usingRecursiveComparison().isEqualTo(whole.total());
        assertThat(ofParts.doubleValue()).isEqualTo(whole.doubleValue());
    }

    @Property(tries = 2000)
    void aDeviationIsRightToAUnitOfTheLastPlace(@ForAll("numbers") List<Double> numbers) {
        ExactSum sum = ExactSum.ofNumbers();
        ExactSum squares = ExactSum.ofSquares();
        numbers.forEach(number -> {
            sum.add(number);
            squares.addSquare(number);
        });
        if (numbers.isEmpty()) {
            return;
        }
        double found = ExactSum.deviation(numbers.size(), sum, squares, ExactSum.ofSquares());
        double expected = deviation(numbers);
        assertThat(Math.abs(found - expected)).isLessThanOrEqualTo(Math.ulp(expected));
        assertThat(sum.doubleValue())
                .as("the sum is left as it was")
                .isEqualTo(exact(numbers).doubleValue() + 0.0);
    }

    @Test
    void manyTenthsAreSummedWithoutDrift() {
        ExactSum sum = ExactSum.ofNumbers();
        List<Double> tenths = Collections.nCopies(100_000, 0.1);
        tenths.forEach(sum::add);
        assertThat(sum.doubleValue()).isEqualTo(exact(tenths).doubleValue());
    }

    @Test
    void beyondAllDoublesItIsInfinite() {
        ExactSum sum = ExactSum.ofNumbers();
        sum.add(Double.MAX_VALUE);
        sum.add(Double.MAX_VALUE);
        assertThat(sum.doubleValue()).isInfinite();
        sum.add(-Double.MAX_VALUE);
        assertThat(sum.doubleValue()).isEqualTo(Double.MAX_VALUE);
    }

    @Provide
    Arbitrary<List<Double>> numbers() {
        Arbitrary<Double> any =
                Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
        Arbitrary<Double> amounts =
                Arbitraries.integers().between(-100_000, 100_000).map(cents -> cents / 100.0);
        Arbitrary<Double> near = Arbitraries.integers().between(0, 1000).map(i -> 1.7e12 + i);
        Arbitrary<Double> edges = Arbitraries.of(
                0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, 1e16, 1.0, -1e16);
        return Arbitraries.oneOf(
                any.list().ofMaxSize(12),
                amounts.list().ofMaxSize(60),
                near.list().ofMaxSize(60),
                edges.list().ofMaxSize(12),
                Arbitraries.oneOf(any, amounts, edges).list().ofMaxSize(20));
    }

    private static BigDecimal exact(List<Double> numbers) {
        return numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static double deviation(List<Double> numbers) {
        BigDecimal count = BigDecimal.valueOf(numbers.size());
        BigDecimal sum = exact(numbers);
        BigDecimal squares = numbers.stream()
                .map(BigDecimal::new)
                .map(number -> number.multiply(number))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal scaled = count.multiply(squares).subtract(sum.multiply(sum));
        return scaled.sqrt(new MathContext(200))
                .divide(count, new MathContext(200))
                .doubleValue();
    }
}
