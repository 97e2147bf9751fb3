package io.headrace.trainer.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.ModelFamily;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.trainer.Synthetic;
import io.headrace.trainer.rank.RankedFeature.Verdict;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeatureRankingTest {

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void whatDecidesIsFirstAndNoiseIsUseless(ProblemKind kind) {
        Ranking ranking = ranking(kind, Synthetic.examples(kind, 3000, 1));

        assertThat(ranking.features()).hasSize(6);
        assertThat(ranking.features().subList(0, 2))
                .extracting(RankedFeature::name)
                .containsExactlyInAnyOrder("a", "b");
        assertThat(feature(ranking, "a").verdict()).isEqualTo(new Verdict.Keep());
        assertThat(feature(ranking, "a").information().beyondChance()).isTrue();
        assertThat(feature(ranking, "colour").information().beyondChance()).isTrue();
        assertThat(feature(ranking, "noise").verdict()).isEqualTo(new Verdict.Useless());
        assertThat(feature(ranking, "noise").information().share()).isLessThan(0.005);
        assertThat(feature(ranking, "a").information().share())
                .isGreaterThan(feature(ranking, "colour").information().share());
        assertThat(ranking.rows()).isEqualTo(3000);
        assertThat(ranking.fitted() + ranking.judged()).isEqualTo(3000);
    }

    /** What the model makes of two copies is chance; that they are one is not. */
    @Test
    void copiesAreOneGroupWhoseImportanceIsThatOfAll() {
        List<Example> examples = Synthetic.examples(ProblemKind.BINARY, 3000, 1).stream()
                .map(example ->
                        withNoise(example, -Math.pow(example.row().values().numeric()[0], 3)))
                .toList();
        Ranking ranking = ranking(ProblemKind.BINARY, examples);

        RankedFeature first = feature(ranking, "a");
        RankedFeature copy = feature(ranking, "noise");
        assertThat(first.verdict()).isEqualTo(new Verdict.Keep());
        assertThat(first.twins()).containsExactly(new RankedFeature.Twin("noise", -1));
        assertThat(copy.verdict()).isEqualTo(new Verdict.Redundant(new RankedFeature.Twin("a", -1)));
        assertThat(copy.importance()).isEqualTo(first.importance());
        assertThat(first.importance().loss())
                .isGreaterThan(first.alone().loss())
                .isGreaterThan(0.1);
    }

    /** Else it would be left out with all that the others tell. */
    @Test
    void aGroupDoesNotGoByOneThatTellsNothing() {
        SplittableRandom random = new SplittableRandom(3);
        List<Example> examples = Synthetic.examples(ProblemKind.BINARY, 6000, 1).stream()
                .map(example -> {
                    double value = random.nextDouble();
                    boolean stands = random.nextInt(100) == 0;
                    boolean label = stands || random.nextInt(50) == 0;
                    Example made = with(
                            example,
                            new double[] {value, random.nextGaussian(), stands ? 2 : value, random.nextGaussian()},
                            example.row().values().categorical());
                    return new Example(
                            made.row(),
                            new io.headrace.schemas.feature.Label.Category(Boolean.toString(label)),
                            made.labelTime(),
                            made.source());
                })
                .toList();
        Ranking ranking = ranking(ProblemKind.BINARY, examples);

        assertThat(feature(ranking, "a").information().beyondChance()).isFalse();
        assertThat(feature(ranking, "noise").verdict()).isEqualTo(new Verdict.Keep());
        assertThat(feature(ranking, "a").verdict())
                .isInstanceOfSatisfying(
                        Verdict.Redundant.class,
                        redundant -> assertThat(redundant.twin().name()).isEqualTo("noise"));
    }

    @Test
    void aCategoryThatFollowsFromAnotherIsItsTwin() {
        List<Example> examples = Synthetic.examples(ProblemKind.BINARY, 3000, 1).stream()
                .map(example -> {
                    String colour = example.row().values().categorical()[0];
                    return with(example, example.row().values().numeric(), new String[] {
                        colour, colour.isEmpty() ? "none" : colour.toUpperCase(java.util.Locale.ROOT)
                    });
                })
                .toList();
        Ranking ranking = ranking(ProblemKind.BINARY, examples);

        assertThat(feature(ranking, "shop").verdict()).isInstanceOfSatisfying(Verdict.Redundant.class, redundant -> {
            assertThat(redundant.twin().name()).isEqualTo("colour");
            assertThat(redundant.twin().likeness()).isGreaterThan(0.999);
        });
    }

    /** Both together decide, each by itself tells nothing: information misses it, the model does not. */
    @Test
    void whatTellsOnlyTogetherIsKept() {
        SplittableRandom random = new SplittableRandom(1);
        List<Example> examples = Synthetic.examples(ProblemKind.BINARY, 4000, 1).stream()
                .map(example -> {
                    boolean one = random.nextBoolean();
                    boolean other = random.nextBoolean();
                    Example both = with(
                            example,
                            new double[] {one ? 1 : 0, other ? 1 : 0, random.nextGaussian(), random.nextGaussian()},
                            example.row().values().categorical());
                    return new Example(
                            both.row(),
                            new io.headrace.schemas.feature.Label.Category(Boolean.toString(one ^ other)),
                            both.labelTime(),
                            both.source());
                })
                .toList();
        Ranking ranking = ranking(ProblemKind.BINARY, examples);

        assertThat(feature(ranking, "a").information().beyondChance()).isFalse();
        assertThat(feature(ranking, "a").verdict()).isEqualTo(new Verdict.Keep());
        assertThat(feature(ranking, "b").verdict()).isEqualTo(new Verdict.Keep());
    }

    @Test
    void theOrderOfTheExamplesDoesNotMatter() {
        List<Example> examples = Synthetic.examples(ProblemKind.BINARY, 1000, 3);

        assertThat(ranking(ProblemKind.BINARY, examples.reversed())).isEqualTo(ranking(ProblemKind.BINARY, examples));
    }

    @Test
    void theFirstFamilyOfTheDefinitionIsAsked() {
        PipelineDefinition definition = Synthetic.definition(ProblemKind.BINARY);

        assertThat(ranking(ProblemKind.BINARY, Synthetic.examples(ProblemKind.BINARY, 1000, 3))
                        .family())
                .isEqualTo(definition.train().families().getFirst())
                .isEqualTo(ModelFamily.BOOSTED_TREES);
    }

    @Test
    void tooFewExamplesAreRefusedWithTheReason() {
        assertThat(FeatureRanking.of(
                        Synthetic.definition(ProblemKind.BINARY), Synthetic.examples(ProblemKind.BINARY, 150, 1), 200))
                .isEqualTo(new FeatureRanking.Outcome.Refused("only 150 usable examples; 200 are needed"));
    }

    private static Example withNoise(Example example, double noise) {
        double[] numeric = example.row().values().numeric().clone();
        numeric[2] = noise;
        return with(example, numeric, example.row().values().categorical());
    }

    private static Example with(Example example, double[] numeric, String[] categorical) {
        FeatureRow row = example.row();
        return new Example(
                new FeatureRow(row.eventId(), row.eventTime(), row.keys(), new FeatureValues(numeric, categorical)),
                example.label(),
                example.labelTime(),
                example.source());
    }

    private static Ranking ranking(ProblemKind kind, List<Example> examples) {
        return switch (FeatureRanking.of(Synthetic.definition(kind), examples, 200)) {
            case FeatureRanking.Outcome.Ranked(Ranking ranking) -> ranking;
            case FeatureRanking.Outcome.Refused(String sentence) -> throw new IllegalArgumentException(sentence);
        };
    }

    private static RankedFeature feature(Ranking ranking, String name) {
        return ranking.of(name).orElseThrow();
    }
}
