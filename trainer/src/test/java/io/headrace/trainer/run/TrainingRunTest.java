package io.headrace.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.model.GoldenRows;
import io.headrace.model.ModelRunner;
import io.headrace.model.Scores;
import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.definition.Gates;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.Label;
import io.headrace.trainer.Synthetic;
import io.headrace.trainer.search.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingRunTest {

    private static final int ROWS = 1500;

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void aCandidateOfEachKindPassesItsGatesAndCarriesItsProof(ProblemKind kind) {
        Candidate candidate = RunFixture.candidate(Synthetic.definition(kind), Synthetic.examples(kind, ROWS, 1));

        ModelVersion version = candidate.draft();
        assertThat(candidate.passed()).as(candidate.summary()).isTrue();
        assertThat(version.getGoldenRows()).hasSizeBetween(24, 32);
        assertThat(version.getBaseline()).hasSize(7);
        assertThat(version.getLineage().getTrainingRows()).isEqualTo(900);
        assertThat(version.getLineage().getValidationRows()).isEqualTo(300);
        assertThat(version.getLineage().getUnseenRows()).isEqualTo(300);
        assertThat(version.getLineage().getSoftware()).containsKeys("xgboost", "onnxruntime", "headrace", "java");
        assertThat(version.getLineage().getSoftware()).doesNotContainValue("unknown");
        assertThat(version.getImportances().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-9));
        try (ModelRunner runner = ModelRunner.open(version, candidate.artifact())) {
            assertThat(GoldenRows.firstMiss(runner)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void theSameExamplesInAnyOrderOnAnyThreadGiveTheSameBytes(ProblemKind kind) {
        PipelineDefinition definition = Synthetic.definition(kind);
        List<Example> examples = Synthetic.examples(kind, ROWS, 2);
        List<Example> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, new Random(3));

        Candidate one = RunFixture.candidate(definition, examples);
        Candidate other = CompletableFuture.supplyAsync(() -> RunFixture.candidate(definition, shuffled))
                .join();

        assertThat(other.artifact().sha256()).isEqualTo(one.artifact().sha256());
        assertThat(other.draft()).isEqualTo(one.draft());
    }

    @Test
    void theVerdictsAreSentences() {
        Candidate candidate = RunFixture.candidate(
                Synthetic.definition(ProblemKind.BINARY), Synthetic.examples(ProblemKind.BINARY, ROWS, 1));

        assertThat(candidate.verdicts())
                .extracting(GateVerdict::getSentence)
                .satisfiesExactly(
                        success -> assertThat(success)
                                .matches("PR AUC 0\\.\\d{3} on 300 newer examples \\(needs at least 0\\.400\\)"),
                        trivial ->
                                assertThat(trivial).matches("PR AUC 0\\.\\d{3} against 0\\.\\d{3} of always \"false\""),
                        champion -> assertThat(champion).isEqualTo("first model, no champion"));
    }

    @Test
    void aCandidateNoBetterThanTheChampionIsRefused() {
        PipelineDefinition definition = Synthetic.definition(ProblemKind.BINARY);
        List<Example> examples = Synthetic.examples(ProblemKind.BINARY, ROWS, 1);
        Candidate champion = RunFixture.candidate(definition, examples);

        TrainingOutcome outcome = againstChampion(definition, examples, champion);

        assertThat(outcome).isInstanceOfSatisfying(TrainingOutcome.Judged.class, judged -> {
            assertThat(judged.candidate().passed()).isFalse();
            assertThat(judged.candidate().refusal())
                    .contains("of synthetic@1 on the same 300 examples (paired, p = 1.0000; needs");
        });
    }

    @Test
    void theyAreComparedOnRowsThatTheChampionWasNotFittedOn() {
        PipelineDefinition definition = Synthetic.definition(ProblemKind.BINARY);
        List<Example> examples = Synthetic.examples(ProblemKind.BINARY, ROWS, 1);
        Candidate champion = RunFixture.candidate(definition, examples.subList(0, ROWS - 200));

        TrainingOutcome outcome = againstChampion(definition, examples, champion);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TrainingOutcome.Judged.class,
                        judged -> assertThat(
                                        judged.candidate().verdicts().getLast().getSentence())
                                .contains("of synthetic@1 on the same 200 examples"));
    }

    @Test
    void whatIsPublishedKnowsTheRowsThatJudgedItAndItsMetricsAreThoseFromBefore() {
        PipelineDefinition definition = Synthetic.definition(ProblemKind.REGRESSION);
        List<Example> examples = risenLately(Synthetic.examples(ProblemKind.REGRESSION, ROWS, 1), 300, 1_000);

        Candidate candidate = RunFixture.candidate(withoutGates(definition), examples);

        ModelVersion version = candidate.draft();
        assertThat(version.getMetrics().get("mae")).isBetween(900.0, 1_100.0);
        try (ModelRunner runner = ModelRunner.open(version, candidate.artifact())) {
            Scores newest = runner.score(examples.getLast().row().values());
            assertThat(((Scores.Quantity) newest).value()).isGreaterThan(300);
        }
    }

    private static PipelineDefinition withoutGates(PipelineDefinition definition) {
        return Synthetic.definition(
                definition.problem().kind(),
                definition.train(),
                new Gates(Optional.empty(), false, new Gates.ChampionGate(false, 0.05)));
    }

    /** The newest so many labels are higher by so much. */
    private static List<Example> risenLately(List<Example> examples, int newest, double by) {
        List<Example> risen = new ArrayList<>(examples);
        for (Example example : examples.subList(examples.size() - newest, examples.size())) {
            double value = ((Label.Quantity) example.label()).value();
            risen.set(
                    risen.indexOf(example),
                    new Example(example.row(), new Label.Quantity(value + by), example.labelTime(), example.source()));
        }
        return risen;
    }

    @Test
    void aCandidateOfANewWorldBeatsTheChampionOfTheOld() {
        PipelineDefinition definition = Synthetic.definition(ProblemKind.BINARY);
        Candidate champion = RunFixture.candidate(definition, Synthetic.examples(ProblemKind.BINARY, ROWS, 1));
        List<Example> opposite = Synthetic.examples(ProblemKind.BINARY, ROWS, 2, ROWS, -1);

        TrainingOutcome outcome = againstChampion(definition, opposite, champion);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TrainingOutcome.Judged.class,
                        judged -> assertThat(judged.candidate().passed())
                                .as(judged.candidate().summary())
                                .isTrue());
    }

    @Test
    void labelsThatAreNoClassAreLeftOut() {
        List<Example> examples = new ArrayList<>(Synthetic.examples(ProblemKind.BINARY, ROWS, 1));
        Example strange = examples.getFirst();
        examples.set(0, new Example(strange.row(), new Label.Category("maybe"), strange.labelTime(), strange.source()));

        Candidate candidate = RunFixture.candidate(Synthetic.definition(ProblemKind.BINARY), examples);

        assertThat(candidate.draft().getClasses()).containsExactly("false", "true");
        assertThat(candidate.draft().getLineage().getTrainingRows()).isEqualTo(899);
    }

    @Test
    void examplesOfOneClassAreASentenceAndNoCrash() {
        List<Example> negative = Synthetic.examples(ProblemKind.BINARY, ROWS, 1).stream()
                .map(example ->
                        new Example(example.row(), new Label.Category("false"), example.labelTime(), example.source()))
                .toList();

        assertThat(RunFixture.run(Synthetic.definition(ProblemKind.BINARY), negative))
                .isEqualTo(new TrainingOutcome.Refused(
                        "only 0 of 900 examples of the training part are \"true\"; 10 are needed"));
    }

    @Test
    void tooFewExamplesAreASentence() {
        assertThat(RunFixture.run(
                        Synthetic.definition(ProblemKind.REGRESSION),
                        Synthetic.examples(ProblemKind.REGRESSION, 299, 1)))
                .isEqualTo(new TrainingOutcome.Refused("only 299 usable examples; 300 are needed"));
    }

    @Test
    void theListenerHearsEveryTrial() {
        List<String> heard = new ArrayList<>();
        PipelineDefinition definition = Synthetic.definition(ProblemKind.BINARY);
        TrainingListener listener = new TrainingListener() {
            @Override
            public void started(int rows, int trials, String trigger) {
                heard.add(rows + " rows, " + trials + " trials, " + trigger);
            }

            @Override
            public void trialFinished(Trial trial) {
                heard.add(trial.number() + "/" + trial.of() + " " + trial.family() + " " + trial.metric());
            }
        };

        new TrainingRun(definition, 1, listener)
                .run(
                        new TrainingWindow(Synthetic.examples(ProblemKind.BINARY, ROWS, 1), List.of(), "examples"),
                        new Champion.None());

        assertThat(heard)
                .containsExactly(
                        "1500 rows, 4 trials, examples",
                        "1/4 BOOSTED_TREES " + Metric.PR_AUC,
                        "2/4 LINEAR " + Metric.PR_AUC,
                        "3/4 BOOSTED_TREES " + Metric.PR_AUC,
                        "4/4 LINEAR " + Metric.PR_AUC);
    }

    private static TrainingOutcome againstChampion(
            PipelineDefinition definition, List<Example> examples, Candidate champion) {
        ModelVersion published =
                ModelVersion.newBuilder(champion.draft()).setVersion(1).build();
        try (ModelRunner runner = ModelRunner.open(published, champion.artifact())) {
            return RunFixture.run(definition, examples, new Champion.Loaded(runner));
        }
    }
}
