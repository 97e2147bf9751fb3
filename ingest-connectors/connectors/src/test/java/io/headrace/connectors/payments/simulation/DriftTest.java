package io.headrace.connectors.payments.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.metrics.BinaryMetrics;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;

/** A simple learner on the features anyone would try: it must find the frauds, lose them with the drift, and find them again. */
class DriftTest {

    private static final int DRIFT_DAY = 24;

    @Example
    void aModelFromBeforeTheDriftLosesAndOneFromAfterRecovers() {
        for (long seed : new long[] {1, 2, 3}) {
            List<Observation> observations = Observation.of(Simulations.all(
                    Simulations.of(seed, 1_000, 40, 3, Optional.of(new Drift(DRIFT_DAY, 1.6)), DirtRates.NONE)));
            BinnedBayes before = BinnedBayes.train(days(observations, 10, 20));
            BinnedBayes after = BinnedBayes.train(days(observations, DRIFT_DAY + 1, 33));
            double fresh = precision(before, days(observations, 20, DRIFT_DAY));
            double stale = precision(before, days(observations, 33, 40));
            double renewed = precision(after, days(observations, 33, 40));

            assertThat(fresh).as("PR AUC before the drift").isGreaterThan(0.4);
            assertThat(stale).as("PR AUC of the old model after it").isLessThan(0.6 * fresh);
            assertThat(renewed).as("PR AUC of a new model").isGreaterThan(Math.max(0.4, 1.5 * stale));
            assertThat(share(days(observations, 33, 40)))
                    .as("fraud share after and before")
                    .isBetween(0.5 * share(days(observations, 10, 24)), 1.6 * share(days(observations, 10, 24)));
        }
    }

    private static List<Observation> days(List<Observation> observations, int from, int to) {
        return observations.stream()
                .filter(observation -> observation.day() >= from && observation.day() < to)
                .toList();
    }

    private static double share(List<Observation> observations) {
        return observations.stream().filter(Observation::fraud).count() / (double) observations.size();
    }

    private static double precision(BinnedBayes model, List<Observation> observations) {
        double[] scores = observations.stream()
                .mapToDouble(observation -> model.score(observation.features()))
                .toArray();
        boolean[] frauds = new boolean[scores.length];
        for (int i = 0; i < frauds.length; i++) {
            frauds[i] = observations.get(i).fraud();
        }
        return BinaryMetrics.of(scores, frauds, 0.5).value(Metric.PR_AUC);
    }
}
