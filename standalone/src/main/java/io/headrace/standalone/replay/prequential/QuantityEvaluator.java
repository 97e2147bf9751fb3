package io.headrace.standalone.replay.prequential;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.metrics.RegressionMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Evaluates predicted quantities. */
final class QuantityEvaluator {

    private QuantityEvaluator() {}

    static EvaluatedWindows evaluate(Examples examples, Column predicted, List<Range> ranges) {
        double[] truth = examples.truth();
        double[] said = examples.of(predicted);
        List<Figures.OfQuantity> mean = figures(truth, examples.answers(new ReferencePredictor.Mean()), ranges);
        List<Figures.OfQuantity> noChange = figures(truth, examples.answers(new ReferencePredictor.Newest()), ranges);
        return new EvaluatedWindows(
                figures(truth, said, ranges),
                IntStream.range(0, ranges.size())
                        .mapToObj(i -> new Baselines(mean.get(i), noChange.get(i)))
                        .toList(),
                List.of(),
                Binning.of(said, truth),
                Optional.empty());
    }

    private static List<Figures.OfQuantity> figures(double[] truth, double[] said, List<Range> ranges) {
        return ranges.stream().map(range -> figures(truth, said, range)).toList();
    }

    private static Figures.OfQuantity figures(double[] truth, double[] said, Range range) {
        if (range.size() == 0) {
            return Figures.OfQuantity.NONE;
        }
        RegressionMetrics metrics = RegressionMetrics.of(
                Arrays.copyOfRange(said, range.from(), range.until()),
                Arrays.copyOfRange(truth, range.from(), range.until()));
        return new Figures.OfQuantity(
                range.size(), metrics.value(Metric.MAE), metrics.value(Metric.RMSE), metrics.value(Metric.R2));
    }
}
