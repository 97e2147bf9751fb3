package io.headrace.schemas.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.schemas.definition.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The fast definitions against ones written down straight from the textbook. */
class BinaryMetricsPropertyTest {

    /** Scores from few values, so that ties are common. */
    record Row(double score, boolean positive) {}

    @Provide
    Arbitrary<List<Row>> rows() {
        Arbitrary<Row> row = Arbitraries.integers()
                .between(0, 8)
                .flatMap(score -> Arbitraries.of(true, false).map(positive -> new Row(score / 8.0, positive)));
        return row.list().ofMinSize(1).ofMaxSize(60);
    }

    @Property
    void rocAucIsTheShareOfPairsInTheRightOrder(@ForAll("rows") List<Row> rows) {
        double sum = 0;
        int pairs = 0;
        for (Row a : rows) {
            for (Row b : rows) {
                if (a.positive() && !b.positive()) {
                    pairs++;
                    sum += a.score() > b.score() ? 1 : a.score() == b.score() ? 0.5 : 0;
                }
            }
        }
        assertClose(metrics(rows).value(Metric.ROC_AUC), pairs == 0 ? Double.NaN : sum / pairs);
    }

    @Property
    void prAucIsTheSumOverThresholdsOfRecallGainedTimesPrecision(@ForAll("rows") List<Row> rows) {
        double positives = rows.stream().filter(Row::positive).count();
        double sum = 0;
        double recall = 0;
        for (int step = 8; step >= 0; step--) {
            double threshold = step / 8.0;
            List<Row> flagged =
                    rows.stream().filter(row -> row.score() >= threshold).toList();
            double hits = flagged.stream().filter(Row::positive).count();
            if (!flagged.isEmpty()) {
                sum += (hits / positives - recall) * hits / flagged.size();
                recall = hits / positives;
            }
        }
        assertClose(metrics(rows).value(Metric.PR_AUC), positives == 0 ? Double.NaN : sum);
    }

    @Property
    void countsFollowFromTheThreshold(@ForAll("rows") List<Row> rows) {
        double tp = rows.stream().filter(r -> r.positive() && r.score() >= 0.5).count();
        double fp = rows.stream().filter(r -> !r.positive() && r.score() >= 0.5).count();
        double fn = rows.stream().filter(r -> r.positive() && r.score() < 0.5).count();
        double tn = rows.size() - tp - fp - fn;
        BinaryMetrics metrics = metrics(rows);

        assertThat(metrics.confusion().count(1, 1)).isEqualTo((long) tp);
        assertThat(metrics.confusion().count(0, 1)).isEqualTo((long) fp);
        assertClose(metrics.value(Metric.ACCURACY), (tp + tn) / rows.size());
        assertClose(metrics.value(Metric.PRECISION), tp + fp == 0 ? 0 : tp / (tp + fp));
        assertClose(metrics.value(Metric.RECALL), tp / (tp + fn));
        assertClose(metrics.value(Metric.F1), tp + fn == 0 ? Double.NaN : 2 * tp / (2 * tp + fp + fn));
        double n = rows.size();
        double chance = ((tp + fn) * (tp + fp) + (tn + fp) * (tn + fn)) / (n * n);
        assertClose(metrics.value(Metric.KAPPA), chance == 1 ? Double.NaN : ((tp + tn) / n - chance) / (1 - chance));
    }

    @Property
    void noMetricDependsOnTheOrderOfRows(@ForAll("rows") List<Row> rows, @ForAll int seed) {
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(seed));
        BinaryMetrics one = metrics(rows);
        BinaryMetrics other = metrics(shuffled);

        assertThat(other.all().keySet()).isEqualTo(one.all().keySet());
        one.all().forEach((metric, value) -> assertClose(other.value(metric), value));
    }

    @Property
    void aResampleIsJudgedLikeItsRowsWrittenOut(@ForAll("rows") List<Row> rows, @ForAll int seed) {
        Random random = new Random(seed);
        int[] draws = new int[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            draws[random.nextInt(rows.size())]++;
        }
        List<Row> resample = IntStream.range(0, rows.size())
                .boxed()
                .flatMap(i -> Collections.nCopies(draws[i], rows.get(i)).stream())
                .toList();
        BinaryMetrics whole = metrics(rows);
        BinaryMetrics written = metrics(resample);

        for (Metric metric : Metric.values()) {
            if (metric.fits(whole.kind())) {
                assertClose(whole.value(metric, draws), written.value(metric));
            }
        }
    }

    @Property
    void aMetricStaysWithinItsRange(@ForAll("rows") List<Row> rows) {
        metrics(rows).all().forEach((metric, value) -> {
            if (metric != Metric.LOG_LOSS && metric != Metric.KAPPA) {
                assertThat(value).as(metric.text()).isBetween(0.0, 1.0 + 1e-12);
            }
        });
    }

    private static BinaryMetrics metrics(List<Row> rows) {
        boolean[] positives = new boolean[rows.size()];
        IntStream.range(0, rows.size()).forEach(i -> positives[i] = rows.get(i).positive());
        return BinaryMetrics.of(rows.stream().mapToDouble(Row::score).toArray(), positives, 0.5);
    }

    private static void assertClose(double actual, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isCloseTo(expected, within(1e-9));
        }
    }
}
