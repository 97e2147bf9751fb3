package io.headrace.features.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is kept of many values: right within what is stated, and the same however the values are divided and added up. */
class SketchesTest {

    private static final List<BigDecimal> SHARES =
            List.of(new BigDecimal("0.01"), new BigDecimal("0.25"), new BigDecimal("0.5"), new BigDecimal("0.999"));

    @Property(tries = 100)
    void differentNumbersAreCounted(@ForAll("numbers") List<Double> numbers, @ForAll Random random) {
        DistinctRunning distinct = added(DistinctRunning::new, numbers, random);
        int exact = Set.copyOf(numbers).size();
        if (exact <= 1000) {
            assertThat(distinct.count()).isEqualTo(exact);
        } else {
            // Five standard errors of 1.04/64.
            assertThat(distinct.count()).isCloseTo(exact, within(exact * 0.082));
        }
    }

    @Property(tries = 100)
    void quantilesAreExactOfFewAndNearOfMany(@ForAll("numbers") List<Double> numbers, @ForAll Random random) {
        FrequencyRunning frequencies = added(FrequencyRunning::new, numbers, random);
        List<Double> sorted = numbers.stream().sorted().toList();
        double largest = numbers.stream().mapToDouble(Math::abs).max().orElse(0);
        for (BigDecimal share : SHARES) {
            double found = frequencies.quantile(share);
            if (numbers.isEmpty()) {
                assertThat(found).isNaN();
                continue;
            }
            int rank = (int) Math.ceil(share.doubleValue() * numbers.size() - 1e-9);
            double exact = sorted.get(rank - 1);
            if (Set.copyOf(numbers).size() <= 1000) {
                assertThat(found).isEqualTo(exact);
            } else {
                assertThat(found).isCloseTo(exact, within(Math.max(Math.abs(exact) * 0.01000001, largest * 1e-17)));
            }
        }
    }

    @Property(tries = 100)
    void theModeIsExactOrMissing(@ForAll("numbers") List<Double> numbers, @ForAll Random random) {
        FrequencyRunning frequencies = added(FrequencyRunning::new, numbers, random);
        Set<Double> different = Set.copyOf(numbers);
        if (different.size() > 1000 || numbers.isEmpty()) {
            assertThat(frequencies.mode(1)).isNaN();
            assertThat(frequencies.modeShare(1)).isNaN();
        } else {
            double mode = frequencies.mode(1);
            long count = Collections.frequency(numbers, mode);
            assertThat(frequencies.modeShare(1)).isEqualTo((double) count / numbers.size());
            assertThat(different)
                    .allMatch(value -> Collections.frequency(numbers, value) < count
                            || (Collections.frequency(numbers, value) == count && value >= mode));
        }
    }

    /** Adds all in parts, in any order, each part over its partial; asserts that nothing but the values matters. */
    private static <R extends Running> R added(Supplier<R> running, List<Double> numbers, Random random) {
        R whole = running.get();
        numbers.forEach(number -> whole.add(0, Values.ofNumbers(number), 0));
        List<Double> shuffled = new ArrayList<>(numbers);
        Collections.shuffle(shuffled, random);
        R merged = running.get();
        for (int from = 0; from < shuffled.size(); ) {
            int to = Math.min(shuffled.size(), from + 1 + random.nextInt(2000));
            if (random.nextBoolean()) {
                R part = running.get();
                shuffled.subList(from, to).forEach(number -> part.add(0, Values.ofNumbers(number), 0));
                merged.add(part.partial());
            } else {
                shuffled.subList(from, to).forEach(number -> merged.add(0, Values.ofNumbers(number), 0));
            }
            from = to;
        }
        assertThat(bytes(merged.partial())).isEqualTo(bytes(whole.partial()));
        return merged;
    }

    private static byte[] bytes(Partial partial) {
        PieceWriter writer = new PieceWriter();
        writer.partial(partial);
        return writer.toBytes();
    }

    @Provide
    Arbitrary<List<Double>> numbers() {
        return Arbitraries.randoms().map(SketchesTest::numbers);
    }

    private static List<Double> numbers(Random random) {
        int size = random.nextInt(3) == 0 ? random.nextInt(20) : random.nextInt(20_000);
        int kind = random.nextInt(5);
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            numbers.add(
                    switch (kind) {
                        case 0 -> (double) random.nextInt(990);
                        case 1 -> random.nextGaussian();
                        case 2 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
                        case 3 -> Math.exp(random.nextInt(700)) * (random.nextInt(20) == 0 ? 0 : 1);
                        default -> random.nextInt(4000) / 100.0;
                    });
        }
        return numbers;
    }
}
