package io.headrace.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.avro.FeatureBaseline;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BaselineBuilderTest {

    @Test
    void manyDistinctValuesFallIntoTwentyBinsOfEqualMass() {
        double[] values = IntStream.range(0, 10_000)
                .mapToDouble(i -> (i * 7919L) % 10_000)
                .toArray();
        FeatureBaseline baseline = BaselineBuilder.numeric("amount", values);
        assertThat(baseline.getEdges()).hasSize(19).isSorted();
        assertThat(baseline.getCounts()).hasSize(20).allMatch(count -> count == 500);
    }

    @Test
    void aValueThatFillsSeveralBinsGivesOneEdge() {
        double[] values =
                IntStream.range(0, 1000).mapToDouble(i -> i < 800 ? 0 : i).toArray();
        FeatureBaseline baseline = BaselineBuilder.numeric("count", values);
        assertThat(baseline.getEdges()).startsWith(0.0).doesNotHaveDuplicates();
        assertThat(baseline.getCounts().getFirst()).isEqualTo(800);
    }

    @Test
    void fewDistinctValuesGetABinEach() {
        FeatureBaseline baseline = BaselineBuilder.numeric("night", new double[] {0, 1, 0, 0, 1, Double.NaN});
        assertThat(baseline.getEdges()).containsExactly(0.0);
        assertThat(baseline.getCounts()).containsExactly(3L, 2L);
        assertThat(baseline.getMissing()).isEqualTo(1);
    }

    @Test
    void aConstantFeatureIsSeenToMoveEitherWay() {
        FeatureBaseline baseline = BaselineBuilder.numeric("fee", new double[] {5, 5, 5});
        FeatureBins bins = FeatureBins.of(baseline);
        assertThat(baseline.getCounts()).containsExactly(0L, 3L, 0L);
        assertThat(bins.bin(4.9)).isZero();
        assertThat(bins.bin(5.0)).isEqualTo(1);
        assertThat(bins.bin(5.1)).isEqualTo(2);
    }

    @Test
    void aFeatureThatWasAlwaysMissingHasOneEmptyBin() {
        FeatureBaseline baseline = BaselineBuilder.numeric("new", new double[] {Double.NaN, Double.NaN});
        assertThat(baseline.getCounts()).containsExactly(0L);
        assertThat(baseline.getMissing()).isEqualTo(2);
        assertThat(FeatureBins.of(baseline).bin(Double.NaN)).isEqualTo(FeatureBins.MISSING);
        assertThat(FeatureBins.of(baseline).bin(1.0)).isZero();
    }

    @Test
    void infiniteValuesAndBothZerosHaveTheirBins() {
        double[] values = {Double.NEGATIVE_INFINITY, -0.0, 0.0, Double.POSITIVE_INFINITY};
        FeatureBaseline baseline = BaselineBuilder.numeric("ratio", values);
        assertThat(baseline.getEdges()).containsExactly(Double.NEGATIVE_INFINITY, 0.0);
        assertThat(baseline.getCounts()).containsExactly(1L, 2L, 1L);
    }

    @Test
    void theMostFrequentCategoriesAreKeptAndTheRestShareABin() {
        List<String> values = new ArrayList<>();
        for (int category = 0; category < 30; category++) {
            for (int i = 0; i <= category; i++) {
                values.add("c" + category);
            }
        }
        values.add("");
        FeatureBaseline baseline = BaselineBuilder.categorical("channel", values);
        FeatureBins bins = FeatureBins.of(baseline);

        assertThat(baseline.getCategories())
                .hasSize(19)
                .startsWith("c29", "c28")
                .doesNotContain("c10");
        assertThat(baseline.getCounts()).hasSize(20).startsWith(30L, 29L).endsWith(66L);
        assertThat(baseline.getMissing()).isEqualTo(1);
        assertThat(bins.bin("c29")).isZero();
        assertThat(bins.bin("never seen")).isEqualTo(19);
        assertThat(bins.bin("")).isEqualTo(FeatureBins.MISSING);
    }

    @Test
    void equallyFrequentCategoriesAreOrderedByName() {
        assertThat(BaselineBuilder.categorical("channel", List.of("b", "a", "b", "a"))
                        .getCategories())
                .containsExactly("a", "b");
    }

    @Test
    void everyFeatureOfASignatureGetsItsBaseline() {
        FeatureSignature signature = new FeatureSignature(List.of("amount"), List.of("channel"));
        List<FeatureValues> rows = List.of(
                new FeatureValues(new double[] {1}, new String[] {"web"}),
                new FeatureValues(new double[] {2}, new String[] {"shop"}));
        assertThat(BaselineBuilder.features(signature, rows))
                .extracting(FeatureBaseline::getFeature)
                .containsExactly("amount", "channel");
    }

    @Property
    void binsCountEveryValueOnceAndAgreeWithLiveBinning(
            @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = -50, max = 50) Double> numbers,
            @ForAll boolean coarse) {
        double[] values = numbers.stream()
                .mapToDouble(value -> coarse ? Math.rint(value) : value)
                .toArray();
        FeatureBaseline baseline = BaselineBuilder.numeric("x", values);
        FeatureBins bins = FeatureBins.of(baseline);

        assertThat(baseline.getEdges().size()).isLessThan(BaselineBuilder.MAX_BINS);
        assertThat(baseline.getCounts()).hasSize(baseline.getEdges().size() + 1);
        assertThat(bins.bins()).isEqualTo(baseline.getCounts().size());
        long[] live = new long[bins.bins()];
        DoubleStream.of(values).forEach(value -> live[bins.bin(value)]++);
        assertThat(baseline.getCounts()).isEqualTo(Arrays.stream(live).boxed().toList());
        for (int bin = 0; bin < baseline.getEdges().size(); bin++) {
            assertThat(bins.bin(baseline.getEdges().get(bin))).isEqualTo(bin);
            assertThat(bins.bin(Math.nextUp(baseline.getEdges().get(bin)))).isGreaterThan(bin);
        }
    }
}
