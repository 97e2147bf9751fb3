package io.headrace.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.definition.Criterion;
import io.headrace.schemas.definition.Gates;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.metrics.RegressionMetrics;
import io.headrace.schemas.metrics.Scorecard;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatekeeperTest {

    private static final Optional<Criterion> AT_MOST_TWO =
            Optional.of(new Criterion(Metric.MAE, Criterion.Comparison.AT_MOST, 2));

    @Test
    void smallerErrorsAreBetter() {
        List<GateVerdict> verdicts = judge(AT_MOST_TWO, 1, 5, new ChampionOnRows.Scored("p@1", off(3), off(1)));

        assertThat(verdicts).allMatch(GateVerdict::getPassed);
        assertThat(verdicts)
                .extracting(GateVerdict::getSentence)
                .containsExactly(
                        "MAE 1.00 on 50 newer examples (needs at most 2.00)",
                        "MAE 1.00 against 5.00 of always the mean",
                        "MAE 1.00 against 3.00 of p@1 on the same 50 examples (paired, p = 0.0005)");
    }

    @Test
    void eachGateFailsByItself() {
        assertThat(judge(AT_MOST_TWO, 3, 2, new ChampionOnRows.Scored("p@1", off(1), off(3))))
                .extracting(GateVerdict::getPassed)
                .containsExactly(false, false, false);
    }

    @Test
    void aChampionOfOtherInputsIsReplacedWithoutComparison() {
        assertThat(judge(Optional.empty(), 1, 5, new ChampionOnRows.Incomparable("p@1", "it takes other features")))
                .last()
                .isEqualTo(new GateVerdict("champion", true, "p@1 can't be compared: it takes other features"));
    }

    @Test
    void gatesThatAreOffSayNothing() {
        Gates none = new Gates(Optional.empty(), false, new Gates.ChampionGate(false, 0.05));

        assertThat(new Gatekeeper(none, Metric.MAE, 1)
                        .judge(off(1), off(5), "always the mean", new ChampionOnRows.None()))
                .isEmpty();
    }

    private static List<GateVerdict> judge(
            Optional<Criterion> success, double candidate, double trivial, ChampionOnRows champion) {
        Gates gates = new Gates(success, true, new Gates.ChampionGate(true, 0.05));
        return new Gatekeeper(gates, Metric.MAE, 1).judge(off(candidate), off(trivial), "always the mean", champion);
    }

    /** Fifty predictions, each wrong by so much. */
    private static Scorecard off(double error) {
        double[] predicted = new double[50];
        double[] truth = new double[50];
        Arrays.setAll(truth, row -> row);
        Arrays.setAll(predicted, row -> row + error);
        return RegressionMetrics.of(predicted, truth);
    }
}
