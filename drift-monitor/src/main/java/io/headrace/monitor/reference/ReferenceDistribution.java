package io.headrace.monitor.reference;

import io.headrace.model.ModelRef;
import io.headrace.monitor.drift.CountedStatistic;
import io.headrace.monitor.performance.ExpectedPerformance;
import io.headrace.schemas.avro.FeatureBaseline;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.definition.reading.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a version's live rows are compared with: the distributions of its features among its training rows and of its scores
 * on its test rows, and the metric on these.
 *
 * @param model the version, as {@code pipeline@version}
 * @param statistics of the features that mean the same in the definition, and of the scores
 */
public record ReferenceDistribution(String model, List<Statistic> statistics, ExpectedPerformance expected) {

    public ReferenceDistribution {
        statistics = List.copyOf(statistics);
    }

    /**
     * The reference distribution of a version. Features that the definition has no longer, or that mean something else in it,
     * are left out.
     */
    public static ReferenceDistribution of(ModelVersion version, PipelineDefinition definition) {
        Map<String, String> now = Meaning.of(definition).features();
        Map<String, String> then = version.getLineage().getFeatureMeanings();
        List<Statistic> statistics = new ArrayList<>();
        for (FeatureBaseline trained : version.getBaseline()) {
            String name = trained.getFeature();
            if (name.equals(CountedStatistic.PREDICTION)
                    || (now.containsKey(name) && now.get(name).equals(then.get(name)))) {
                kind(version, name).ifPresent(kind -> statistics.add(Statistic.of(trained, kind)));
            }
        }
        return new ReferenceDistribution(
                ModelRef.of(version).toString(), statistics, expected(version, definition.problem()));
    }

    private static Optional<FeatureKind> kind(ModelVersion version, String name) {
        if (version.getCategoricalFeatures().contains(name)) {
            return Optional.of(FeatureKind.CATEGORICAL);
        }
        return version.getNumericFeatures().contains(name) || name.equals(CountedStatistic.PREDICTION)
                ? Optional.of(FeatureKind.NUMERIC)
                : Optional.empty();
    }

    private static ExpectedPerformance expected(ModelVersion version, Problem problem) {
        Double value = version.getMetrics().get(problem.metric().text());
        return new ExpectedPerformance(
                ProblemKind.valueOf(version.getProblem().name()),
                version.getClasses(),
                version.getThreshold(),
                problem.metric(),
                value == null ? Double.NaN : value,
                version.getLineage().getUnseenRows());
    }
}
