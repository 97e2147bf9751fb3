package io.headrace.trainer.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.schemas.feature.Label;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.data.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The figures against their definitions, written down as plainly as can be. */
class StatisticsPropertyTest {

    @Property(tries = 300)
    void informationIsTheSumOverAllPairsOfParts(@ForAll @IntRange(min = 1, max = 200) int rows, @ForAll Random random) {
        int[] one = random.ints(rows, 0, 4).toArray();
        int[] other = IntStream.range(0, rows)
                .map(row -> random.nextBoolean() ? one[row] : random.nextInt(3))
                .toArray();
        double expected = 0;
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < 4; b++) {
                double both = share(one, a, other, b);
                if (both > 0) {
                    expected += both * Math.log(both / share(one, a, one, a) / share(other, b, other, b)) / Math.log(2);
                }
            }
        }

        double found = new Parted(one, 4).information(new Parted(other, 4));

        assertThat(found).isCloseTo(expected, within(1e-9));
        assertThat(new Parted(other, 4).information(new Parted(one, 4))).isCloseTo(found, within(1e-9));
        assertThat(new Parted(one, 4).information(new Parted(one, 4)))
                .isCloseTo(new Parted(one, 4).entropy(), within(1e-9));
    }

    /** Of one in a thousand it may be said by chance. */
    @Property(tries = 300)
    void whatIsIndependentIsHardlyEverBeyondChanceAndHasNoBits(@ForAll Random random) {
        Parted feature = new Parted(random.ints(1_000, 0, 10).toArray(), 10);
        Parted label = new Parted(random.ints(1_000, 0, 2).toArray(), 2);

        assertThat(Information.of(feature, label).bits()).isLessThan(0.03);
    }

    @Property(tries = 300)
    void partsKeepTheOrderOfNumbersAndNeverPartEqualOnes(@ForAll("numbers") List<Float> numbers) {
        Dataset rows = dataset(numbers, numbers);
        Parted parted = Parted.numeric(rows, 0, 5);

        for (int i = 0; i < numbers.size(); i++) {
            for (int j = 0; j < numbers.size(); j++) {
                if (numbers.get(i).isNaN() != numbers.get(j).isNaN()) {
                    assertThat(parted.part()[i]).isNotEqualTo(parted.part()[j]);
                } else if (numbers.get(i) < numbers.get(j)) {
                    assertThat(parted.part()[i]).isLessThanOrEqualTo(parted.part()[j]);
                } else if (numbers.get(i).floatValue() == numbers.get(j).floatValue()) {
                    assertThat(parted.part()[i]).isEqualTo(parted.part()[j]);
                }
            }
        }
        assertThat(parted.count()).isLessThanOrEqualTo(17);
    }

    @Property(tries = 300)
    void spearmansCorrelationIsPearsonsOfMeanRanks(
            @ForAll @IntRange(min = 2, max = 60) int count, @ForAll Random random) {
        List<Float> one = new ArrayList<>();
        List<Float> other = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean missing = random.nextInt(10) == 0;
            one.add(missing ? Float.NaN : (float) random.nextInt(6));
            other.add(missing ? Float.NaN : one.getLast() + random.nextInt(4));
        }
        Dataset rows = dataset(one, other);
        int[] present =
                IntStream.range(0, count).filter(i -> !one.get(i).isNaN()).toArray();

        assertThat(Ranks.of(rows, 0).correlation(Ranks.of(rows, 1)))
                .isCloseTo(pearson(meanRanks(one, present), meanRanks(other, present)), within(1e-9));
    }

    /** What is missing elsewhere tells something else, however alike the numbers are. */
    @Property(tries = 20)
    void numbersThatAreMissingInOtherRowsAreNoTwins(@ForAll Random random) {
        List<Float> one = new ArrayList<>();
        List<Float> other = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            float value = (float) random.nextGaussian();
            one.add(value);
            other.add(i % 20 == 0 ? Float.NaN : value);
        }
        Dataset rows = dataset(one, other);

        assertThat(Ranks.of(rows, 0).correlation(Ranks.of(rows, 1))).isZero();
    }

    @Provide
    Arbitrary<List<Float>> numbers() {
        return Arbitraries.oneOf(
                        Arbitraries.floats().between(-100, 100),
                        Arbitraries.of(-1f, 0f, 1f, 2f, 1000f),
                        Arbitraries.just(Float.NaN))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static double share(int[] one, int a, int[] other, int b) {
        return IntStream.range(0, one.length)
                        .filter(row -> one[row] == a && other[row] == b)
                        .count()
                / (double) one.length;
    }

    /** How many are less, and half of the others that are equal. */
    private static double[] meanRanks(List<Float> values, int[] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> Arrays.stream(rows)
                        .mapToDouble(other -> values.get(other) < values.get(row)
                                ? 1
                                : values.get(other).equals(values.get(row)) ? 0.5 : 0)
                        .sum())
                .toArray();
    }

    private static double pearson(double[] one, double[] other) {
        double x = Arrays.stream(one).average().orElse(0);
        double y = Arrays.stream(other).average().orElse(0);
        Map<String, Double> sums = new HashMap<>();
        for (int i = 0; i < one.length; i++) {
            sums.merge("xy", (one[i] - x) * (other[i] - y), Double::sum);
            sums.merge("xx", (one[i] - x) * (one[i] - x), Double::sum);
            sums.merge("yy", (other[i] - y) * (other[i] - y), Double::sum);
        }
        double spread = Math.sqrt(sums.getOrDefault("xx", 0.0) * sums.getOrDefault("yy", 0.0));
        return spread > 0 ? sums.getOrDefault("xy", 0.0) / spread : 0;
    }

    private static Dataset dataset(List<Float> one, List<Float> other) {
        List<Example> examples = IntStream.range(0, one.size())
                .mapToObj(i -> new Example(
                        new FeatureRow(
                                "e" + i,
                                i,
                                Map.of(),
                                new FeatureValues(new double[] {one.get(i), other.get(i)}, new String[0])),
                        new Label.Quantity(0),
                        i,
                        Example.LabelSource.GIVEN))
                .toList();
        return Dataset.of(
                new FeatureSignature(List.of("one", "other"), List.of()),
                examples,
                new Target.Quantities(new double[one.size()]));
    }
}
