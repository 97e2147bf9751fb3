package io.headrace.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ModelFamily;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.data.Target;
import io.headrace.trainer.family.FittedModel;
import io.headrace.trainer.family.GraphInputs;
import io.headrace.trainer.family.Hyperparameters;
import io.headrace.trainer.family.ModelFamilyTrainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SearchTest {

    /** Four rows whose truth is 0. */
    private static final Dataset ROWS =
            Dataset.of(new FeatureSignature(List.of(), List.of()), List.of(), new Target.Quantities(new double[4]));

    @Test
    void defaultsComeFirstAndTreesGetThreeOfFour() {
        List<Trial> trials = new ArrayList<>();
        new Search(families(), 10, Metric.MAE, Optional.empty(), 1).run(ROWS, ROWS, trials::add);

        assertThat(trials)
                .extracting(Trial::family)
                .containsExactly(
                        ModelFamily.BOOSTED_TREES,
                        ModelFamily.LINEAR,
                        ModelFamily.BOOSTED_TREES,
                        ModelFamily.LINEAR,
                        ModelFamily.BOOSTED_TREES,
                        ModelFamily.BOOSTED_TREES,
                        ModelFamily.BOOSTED_TREES,
                        ModelFamily.LINEAR,
                        ModelFamily.BOOSTED_TREES,
                        ModelFamily.BOOSTED_TREES);
        assertThat(trials.getFirst().parameters().get("error")).isEqualTo(5);
    }

    @Test
    void theBestOfAllTrialsWins() {
        List<Trial> trials = new ArrayList<>();
        TrialModel best = new Search(families(), 10, Metric.MAE, Optional.empty(), 1)
                .run(ROWS, ROWS, trials::add)
                .judged();

        double least = trials.stream().mapToDouble(Trial::value).min().orElseThrow();
        assertThat(best.trial().value()).isEqualTo(least);
        assertThat(trials).contains(best.trial());
    }

    @Test
    void aTrialDoesNotDependOnHowManyThereAre() {
        List<Trial> few = new ArrayList<>();
        List<Trial> many = new ArrayList<>();
        new Search(families(), 5, Metric.MAE, Optional.empty(), 3).run(ROWS, ROWS, few::add);
        new Search(families(), 9, Metric.MAE, Optional.empty(), 3).run(ROWS, ROWS, many::add);

        assertThat(many.subList(0, 5))
                .extracting(Trial::parameters)
                .isEqualTo(few.stream().map(Trial::parameters).toList());
    }

    @Test
    void theModelIsTheMeanOfTheThreeBest() {
        List<Trial> trials = new ArrayList<>();
        TrialModel best = new Search(families(), 10, Metric.MAE, Optional.empty(), 1)
                .run(ROWS, ROWS, trials::add)
                .judged();

        double mean = trials.stream()
                .mapToDouble(Trial::value)
                .sorted()
                .limit(3)
                .average()
                .orElseThrow();
        assertThat(best.model().margins(ROWS)[0]).isCloseTo(mean, within(1e-12));
        assertThat(best.model().facts()).containsEntry("models", "3");
    }

    @Test
    void someTrialsSeeTheNewestRowsOnly() {
        List<Trial> trials = new ArrayList<>();
        new Search(families(), 8, Metric.MAE, Optional.empty(), 1).run(ROWS, ROWS, trials::add);

        assertThat(trials)
                .extracting(trial -> trial.parameters().get("newest"))
                .startsWith(1.0, 1.0, 0.25, 0.25)
                .allSatisfy(share -> assertThat(share).isIn(0.25, 0.5, 1.0));
    }

    @Test
    void anotherSeedTriesOthers() {
        List<Trial> one = new ArrayList<>();
        List<Trial> other = new ArrayList<>();
        new Search(families(), 4, Metric.MAE, Optional.empty(), 1).run(ROWS, ROWS, one::add);
        new Search(families(), 4, Metric.MAE, Optional.empty(), 2).run(ROWS, ROWS, other::add);

        assertThat(other.getLast().parameters()).isNotEqualTo(one.getLast().parameters());
        assertThat(Collections.disjoint(one, other)).isFalse();
    }

    private static List<ModelFamilyTrainer> families() {
        return List.of(new Off(ModelFamily.BOOSTED_TREES), new Off(ModelFamily.LINEAR));
    }

    /** Models that are off by their parameter. */
    private record Off(ModelFamily family) implements ModelFamilyTrainer {

        @Override
        public Hyperparameters defaults() {
            return new Hyperparameters(Map.of("error", 5.0));
        }

        @Override
        public Hyperparameters sample(RandomGenerator random) {
            return new Hyperparameters(Map.of("error", random.nextDouble(1, 10)));
        }

        @Override
        public FittedModel refit(
                Dataset rows, FittedModel fitted, Hyperparameters parameters, Metric metric, long seed) {
            return fitted;
        }

        @Override
        public FittedModel fit(
                Dataset training, Dataset validation, Hyperparameters parameters, Metric metric, long seed) {
            return new FittedModel() {
                @Override
                public int outputs() {
                    return 1;
                }

                @Override
                public double[] margins(Dataset rows) {
                    double[] margins = new double[rows.rows()];
                    Arrays.fill(margins, parameters.get("error"));
                    return margins;
                }

                @Override
                public String export(GraphInputs inputs) {
                    throw new UnsupportedOperationException("never exported here");
                }

                @Override
                public Map<String, Double> importances() {
                    return Map.of();
                }

                @Override
                public Map<String, String> facts() {
                    return Map.of();
                }
            };
        }
    }
}
