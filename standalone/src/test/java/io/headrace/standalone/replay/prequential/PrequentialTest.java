package io.headrace.standalone.replay.prequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.headrace.schemas.feature.Label;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PrequentialTest {

    private static final Offset<Double> EXACT = within(1e-12);

    /** Six rows by hand; the label of row i is known when row i + 2 is scored. */
    private static Evaluation sixRows() {
        Prequential prequential = Prequential.of(Problems.binary(), 1);
        List<String> truth = List.of("yes", "yes", "no", "yes", "no", "no");
        List<String> decided = List.of("no", "no", "no", "yes", "no", "yes");
        double[] score = {0, 0, 0.4, 0.7, 0.3, 0.6};
        for (int row = 0; row < 6; row++) {
            prequential.scored(row, 1_000L * row, yes(row < 2 ? 0 : 1, decided.get(row), score[row]));
            if (row >= 1) {
                prequential.labelled(row - 1, new Label.Category(truth.get(row - 1)));
            }
        }
        prequential.labelled(5, new Label.Category(truth.get(5)));
        return prequential.evaluate();
    }

    private static Scored yes(int version, String decided, double probability) {
        return new Scored.Classes(version, decided, Map.of("yes", probability, "no", 1 - probability));
    }

    @Test
    void agreesWithFiguresComputedByHand() {
        Figures.OfClasses figures = (Figures.OfClasses) sixRows().overall();

        assertThat(figures.examples()).isEqualTo(6);
        assertThat(figures.accuracy()).isEqualTo(3 / 6.0);
        assertThat(figures.kappa()).isEqualTo(0.0);
        assertThat(figures.kappaTemporal()).isCloseTo((3 / 6.0 - 2 / 6.0) / (1 - 2 / 6.0), EXACT);
        assertThat(figures.f1()).isCloseTo(2 / 5.0, EXACT);
        assertThat(figures.rocAuc()).isCloseTo(3 / 9.0, EXACT);
        double twoSure = -2 * Math.log(1e-12);
        double others = -Math.log(0.6) - Math.log(0.7) - Math.log(0.7) - Math.log(0.4);
        assertThat(figures.logLoss()).isCloseTo((twoSure + others) / 6, within(1e-9));
    }

    @Test
    void baselinesKnowOnlyLabelsThatAreOldEnough() {
        Baselines baselines = sixRows().baselines();

        Figures.OfClasses majority = (Figures.OfClasses) baselines.majority();
        Figures.OfClasses noChange = (Figures.OfClasses) baselines.noChange();
        assertThat(majority.accuracy()).isCloseTo(1 / 6.0, EXACT);
        assertThat(noChange.accuracy()).isCloseTo(2 / 6.0, EXACT);
        assertThat(noChange.kappaTemporal()).isEqualTo(0);
        // Shares of yes when asked: 1/2 and 1/2 for want of labels, 1, 1, 2/3, 3/4.
        double surprise =
                -2 * Math.log(0.5) - Math.log(1e-12) - Math.log(1) - Math.log(1 - 2 / 3.0) - Math.log(1 - 3 / 4.0);
        assertThat(majority.logLoss()).isCloseTo(surprise / 6, within(1e-9));
    }

    @Test
    void drawsCurvesBinsAndConfusion() {
        Evaluation evaluation = sixRows();

        assertThat(evaluation.confusion())
                .contains(new Confusion(List.of("no", "yes"), List.of(List.of(2L, 1L), List.of(2L, 1L))));
        assertThat(evaluation.curves()).singleElement().satisfies(curves -> {
            assertThat(curves.ofClass()).isEqualTo("yes");
            assertThat(curves.roc())
                    .startsWith(new Curves.Point(0, 0), new Curves.Point(0, 1 / 3.0))
                    .endsWith(new Curves.Point(1, 1 / 3.0), new Curves.Point(1, 1));
            assertThat(curves.precisionRecall()).startsWith(new Curves.Point(1 / 3.0, 1.0));
            assertThat(curves.precisionRecall().getLast()).isEqualTo(new Curves.Point(1, 0.5));
        });
        assertThat(evaluation.calibration().getFirst()).isEqualTo(new CalibrationBin(0, 0, 2, 0, 1));
    }

    @Test
    void judgesQuantitiesAgainstTheMeanAndTheNewestLabel() {
        Prequential prequential = Prequential.of(Problems.quantity(), 0);
        double[] truth = {10, 20, 40};
        double[] said = {0, 12, 30};
        for (int row = 0; row < 3; row++) {
            prequential.scored(row, row, new Scored.Quantity(1, said[row]));
            prequential.labelled(row, new Label.Quantity(truth[row]));
        }

        Evaluation evaluation = prequential.evaluate();

        Figures.OfQuantity figures = (Figures.OfQuantity) evaluation.overall();
        assertThat(figures.mae()).isCloseTo(28 / 3.0, EXACT);
        assertThat(figures.rmse()).isCloseTo(Math.sqrt(88), EXACT);
        assertThat(figures.r2()).isCloseTo(1 - 264 / (1400 / 3.0), EXACT);
        assertThat(((Figures.OfQuantity) evaluation.baselines().majority()).mae())
                .isCloseTo(15, EXACT);
        assertThat(((Figures.OfQuantity) evaluation.baselines().noChange()).mae())
                .isCloseTo(40 / 3.0, EXACT);
        assertThat(evaluation.confusion()).isEmpty();
        assertThat(evaluation.curves()).isEmpty();
    }

    @Test
    void windowsHoldAThousandScoredRowsLabelledOrNot() {
        Prequential prequential = Prequential.of(Problems.binary(), 0);
        for (int row = 0; row < 2_400; row++) {
            prequential.scored(row, 10L * row, yes(row < 1_500 ? 0 : 1, "no", 0.1));
            if (row >= 1_000 && row % 2 == 0) {
                prequential.labelled(row, new Label.Category(row < 2_000 ? "no" : "yes"));
            }
        }

        List<Window> windows = prequential.evaluate().windows();

        assertThat(windows).extracting(Window::firstRow).containsExactly(0L, 1_000L, 2_000L);
        assertThat(windows).extracting(Window::lastRow).containsExactly(999L, 1_999L, 2_399L);
        assertThat(windows).extracting(Window::scored).containsExactly(1_000, 1_000, 400);
        assertThat(windows).extracting(Window::models).containsExactly(List.of(0), List.of(0, 1), List.of(1));
        assertThat(windows).extracting(window -> window.figures().examples()).containsExactly(0L, 500L, 200L);
        assertThat(windows.get(0).figures().byName().values()).containsOnly(Double.NaN);
        assertThat(((Figures.OfClasses) windows.get(1).figures()).accuracy()).isEqualTo(1);
        assertThat(((Figures.OfClasses) windows.get(2).figures()).accuracy()).isEqualTo(0);
        assertThat(windows.get(1).from()).hasToString("1970-01-01T00:00:10Z");
    }

    @Test
    void tellsWhatCouldNotBecomeAnExample() {
        Prequential prequential = Prequential.of(Problems.binary(), 0);
        prequential.scored(0, 0, yes(0, "no", 0));
        prequential.scored(1, 0, yes(0, "no", 0));
        prequential.scored(1, 0, yes(0, "yes", 1));
        prequential.labelled(1, new Label.Category("no"));
        prequential.labelled(1, new Label.Category("yes"));
        prequential.labelled(2, new Label.Category("no"));
        prequential.labelled(3, new Label.Category("maybe"));

        Evaluation evaluation = prequential.evaluate();

        assertThat(evaluation.uncounted()).isEqualTo(new Uncounted(1, 1, 2, 1));
        assertThat(((Figures.OfClasses) evaluation.overall()).accuracy()).isEqualTo(1);
    }

    @Test
    void nothingScoredIsNoError() {
        for (Evaluation evaluation : List.of(
                Prequential.of(Problems.binary(), 3).evaluate(),
                Prequential.of(Problems.classes(), 3).evaluate(),
                Prequential.of(Problems.quantity(), 3).evaluate())) {
            assertThat(evaluation.overall().examples()).isZero();
            assertThat(evaluation.overall().byName().values()).containsOnly(Double.NaN);
            assertThat(evaluation.windows()).isEmpty();
        }
    }

    @Test
    void classesThatNoOneNamedAreAddedAsTheyAppear() {
        Prequential prequential = Prequential.of(Problems.classes(), 0);
        prequential.scored(0, 0, new Scored.Classes(0, "", Map.of()));
        prequential.labelled(0, new Label.Category("b"));
        prequential.scored(1, 1, new Scored.Classes(1, "a", Map.of("a", 0.75, "b", 0.25)));
        prequential.labelled(1, new Label.Category("a"));

        Evaluation evaluation = prequential.evaluate();

        assertThat(evaluation.confusion().orElseThrow().classes()).containsExactly("b", "a");
        assertThat(((Figures.OfClasses) evaluation.overall()).accuracy()).isEqualTo(1);
    }

    @Test
    void refusesWhatDoesNotFitTheProblem() {
        Prequential prequential = Prequential.of(Problems.binary(), 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> prequential.scored(4, 0, new Scored.Quantity(1, 2)))
                .withMessageContainingAll("row 4", "BINARY");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> prequential.scored(4, 0, yes(1, "perhaps", 0.5)))
                .withMessageContainingAll("row 4", "perhaps", "[no, yes]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> prequential.labelled(-1, new Label.Category("no")))
                .withMessageContaining("row -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scored.Quantity(1, Double.NaN))
                .withMessageContaining("NaN");
    }
}
