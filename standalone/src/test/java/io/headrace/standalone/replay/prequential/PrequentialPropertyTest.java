package io.headrace.standalone.replay.prequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.metrics.BinaryMetrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PrequentialPropertyTest {

    /** A stream with rows that were not scored, and rows without a label. */
    private static final class Stream {

        final Problem problem;
        final List<String> classes;
        final int delay;
        final List<Integer> scoredRows = new ArrayList<>();
        final Map<Integer, Scored.Classes> scored = new HashMap<>();
        final Map<Integer, String> labels = new TreeMap<>();
        final Random random;

        Stream(long seed, int rows, int classCount, int delay) {
            this.random = new Random(seed);
            this.delay = delay;
            this.classes = List.of("a", "b", "c", "d").subList(0, classCount);
            this.problem =
                    classCount == 2 ? Problems.binary("a", "b") : Problems.classes(classes.toArray(String[]::new));
            for (int row = 0; row < rows; row++) {
                if (random.nextInt(10) > 0) {
                    scoredRows.add(row);
                    scored.put(row, prediction(row));
                }
                if (random.nextInt(5) > 0) {
                    labels.put(row, name());
                }
            }
            if (seed % 3 == 0) {
                Collections.shuffle(scoredRows, random);
            }
        }

        private String name() {
            return classes.get(random.nextInt(1 + random.nextInt(classes.size())));
        }

        private Scored.Classes prediction(int row) {
            double sum = 0;
            List<Double> weights = new ArrayList<>();
            for (int c = 0; c < classes.size(); c++) {
                weights.add((double) random.nextInt(4));
                sum += weights.getLast();
            }
            Map<String, Double> probabilities = new HashMap<>();
            for (int c = 0; c < classes.size(); c++) {
                probabilities.put(classes.get(c), sum == 0 ? 0 : weights.get(c) / sum);
            }
            return new Scored.Classes(row / 10, name(), probabilities);
        }

        Evaluation evaluate(boolean labelsFirst) {
            Prequential prequential = Prequential.of(problem, delay);
            if (labelsFirst) {
                labels.forEach((row, name) -> prequential.labelled(row, new Label.Category(name)));
            }
            scoredRows.forEach(row -> prequential.scored(row, row, scored.get(row)));
            if (!labelsFirst) {
                List<Integer> rows = new ArrayList<>(labels.keySet());
                Collections.shuffle(rows, random);
                rows.forEach(row -> prequential.labelled(row, new Label.Category(labels.get(row))));
            }
            return prequential.evaluate();
        }

        /** Labelled rows among these scored ones. */
        List<Integer> examples(int from, int until) {
            return scoredRows.subList(from, Math.min(until, scoredRows.size())).stream()
                    .filter(labels::containsKey)
                    .toList();
        }

        List<String> judged() {
            return classes.size() == 2 ? List.of("b") : classes;
        }
    }

    @Property(tries = 300)
    void agreesWithTheDefinitions(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int rows,
            @ForAll @IntRange(min = 2, max = 4) int classes,
            @ForAll @IntRange(max = 12) int delay,
            @ForAll boolean labelsFirst) {
        Stream stream = new Stream(seed, rows, classes, delay);

        Evaluation evaluation = stream.evaluate(labelsFirst);

        check(stream, 0, Integer.MAX_VALUE, evaluation.overall(), evaluation.baselines());
    }

    @Property(tries = 3)
    void eachWindowAgreesToo(@ForAll long seed, @ForAll @IntRange(min = 2, max = 3) int classes) {
        Stream stream = new Stream(seed, 2_600, classes, 50);

        List<Window> windows = stream.evaluate(true).windows();

        assertThat(windows).hasSize((stream.scoredRows.size() + 999) / 1_000);
        for (int w = 0; w < windows.size(); w++) {
            check(
                    stream,
                    w * 1_000,
                    (w + 1) * 1_000,
                    windows.get(w).figures(),
                    windows.get(w).baselines());
        }
    }

    private static void check(Stream stream, int from, int until, Figures figures, Baselines baselines) {
        List<Integer> rows = stream.examples(from, until);
        List<Naive.Example> noChange = rows.stream()
                .map(row -> Naive.noChange(stream.labels, row, stream.delay, stream.classes))
                .toList();
        check(
                stream,
                rows.stream()
                        .map(row -> new Naive.Example(
                                stream.labels.get(row),
                                stream.scored.get(row).decided(),
                                stream.scored.get(row).probabilities()))
                        .toList(),
                noChange,
                figures);
        check(
                stream,
                rows.stream()
                        .map(row -> Naive.majority(stream.labels, row, stream.delay, stream.classes))
                        .toList(),
                noChange,
                baselines.majority());
        check(stream, noChange, noChange, baselines.noChange());
    }

    private static void check(
            Stream stream, List<Naive.Example> examples, List<Naive.Example> noChange, Figures judged) {
        Figures.OfClasses figures = (Figures.OfClasses) judged;
        assertThat(figures.examples()).isEqualTo(examples.size());
        if (examples.isEmpty()) {
            assertThat(figures.byName().values()).containsOnly(Double.NaN);
            return;
        }
        double repeating = Naive.accuracy(noChange);
        same(figures.accuracy(), Naive.accuracy(examples));
        same(figures.kappa(), Naive.kappa(examples, stream.classes));
        same(
                figures.kappaTemporal(),
                repeating == 1 ? Double.NaN : (Naive.accuracy(examples) - repeating) / (1 - repeating));
        same(figures.f1(), Naive.f1(examples, stream.judged()));
        same(figures.rocAuc(), Naive.rocAuc(examples, stream.judged()));
        same(figures.prAuc(), Naive.prAuc(examples, stream.judged()));
        same(figures.logLoss(), Naive.logLoss(examples));
    }

    private static void same(double actual, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isCloseTo(expected, within(1e-9));
        }
    }

    @Property(tries = 200)
    void binsAndCurvesHoldEveryExample(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int rows,
            @ForAll @IntRange(min = 2, max = 4) int classes) {
        Stream stream = new Stream(seed, rows, classes, 0);

        Evaluation evaluation = stream.evaluate(true);

        long count = evaluation.overall().examples();
        assertThat(evaluation.calibration().stream()
                        .mapToLong(CalibrationBin::examples)
                        .sum())
                .isEqualTo(count);
        assertThat(evaluation.calibration()).hasSizeLessThanOrEqualTo(10);
        for (int i = 1; i < evaluation.calibration().size(); i++) {
            assertThat(evaluation.calibration().get(i).from())
                    .isGreaterThan(evaluation.calibration().get(i - 1).to());
        }
        assertThat(evaluation.confusion().orElseThrow().counts().stream()
                        .flatMap(List::stream)
                        .mapToLong(n -> n)
                        .sum())
                .isEqualTo(count);
        List<Naive.Example> examples = stream.examples(0, Integer.MAX_VALUE).stream()
                .map(row -> new Naive.Example(
                        stream.labels.get(row),
                        stream.scored.get(row).decided(),
                        stream.scored.get(row).probabilities()))
                .toList();
        for (Curves curves : evaluation.curves()) {
            if (!curves.roc().isEmpty()) {
                assertThat(curves.roc().stream()
                                .skip(1)
                                .map(p -> p.x() + " " + p.y())
                                .collect(Collectors.toSet()))
                        .isEqualTo(Naive.corners(examples, curves.ofClass()));
            }
        }
    }

    @Property(tries = 20)
    void curvesOfManyScoresAreThinnedWithoutLosingTheArea(@ForAll long seed) {
        Random random = new Random(seed);
        double[] scores = new double[5_000];
        boolean[] is = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            is[i] = random.nextInt(8) == 0;
            scores[i] = random.nextGaussian() + (is[i] ? 1 : 0);
        }

        Curves curves = CurveDrawing.of("x", scores, is);

        assertThat(curves.roc()).hasSizeLessThanOrEqualTo(Curves.POINTS);
        assertThat(curves.precisionRecall()).hasSizeLessThanOrEqualTo(Curves.POINTS);
        assertThat(curves.roc().getLast()).isEqualTo(new Curves.Point(1, 1));
        assertThat(curves.precisionRecall().getLast().x()).isEqualTo(1);
        double area = 0;
        for (int i = 1; i < curves.roc().size(); i++) {
            Curves.Point left = curves.roc().get(i - 1);
            Curves.Point right = curves.roc().get(i);
            area += (right.x() - left.x()) * (right.y() + left.y()) / 2;
        }
        assertThat(area).isCloseTo(BinaryMetrics.of(scores, is, 0.5).value(Metric.ROC_AUC), within(0.005));
    }
}
