package io.headrace.standalone.replay.prequential;

import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.metrics.BinaryMetrics;
import io.headrace.schemas.metrics.ConfusionMatrix;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Evaluates decisions and probabilities of classes. */
final class ClassEvaluator {

    private static final int CURVES = 6;
    private static final double LEAST_PROBABILITY = 1e-12;

    private final ProblemKind kind;
    private final int classes;
    private final int[] truth;
    private final List<Range> ranges;
    private final int[] repeats;

    private ClassEvaluator(ProblemKind kind, int classes, int[] truth, List<Range> ranges, int[] repeats) {
        this.kind = kind;
        this.classes = classes;
        this.truth = truth;
        this.ranges = ranges;
        this.repeats = repeats;
    }

    /** @param probabilities by class; those of the last classes may be lacking */
    static EvaluatedWindows evaluate(
            ProblemKind kind,
            List<String> names,
            Examples examples,
            Column predicted,
            List<Column> probabilities,
            List<Range> ranges) {
        int classes = Math.max(1, names.size());
        int[] repeats = whole(examples.answers(new ReferencePredictor.Newest()));
        ClassEvaluator evaluator = new ClassEvaluator(kind, classes, whole(examples.truth()), ranges, repeats);
        int[] decided = whole(examples.of(predicted));
        IntFunction<double[]> said =
                c -> c < probabilities.size() ? examples.of(probabilities.get(c)) : new double[examples.count()];
        List<Figures.OfClasses> majority = evaluator.figures(
                whole(examples.answers(new ReferencePredictor.Majority(classes))),
                c -> examples.answers(new ReferencePredictor.Share(c, 1.0 / classes)));
        List<Figures.OfClasses> noChange = evaluator.figures(
                repeats,
                c -> Arrays.stream(repeats).mapToDouble(r -> r == c ? 1 : 0).toArray());
        return new EvaluatedWindows(
                evaluator.figures(decided, said),
                IntStream.range(0, ranges.size())
                        .mapToObj(i -> new Baselines(majority.get(i), noChange.get(i)))
                        .toList(),
                evaluator.curves(names, said),
                evaluator.calibration(decided, said),
                Optional.of(evaluator.confusion(names, decided)));
    }

    private static int[] whole(double[] numbers) {
        return Arrays.stream(numbers).mapToInt(number -> (int) number).toArray();
    }

    /** @param said by class: its probability in each example; asked once a class, since all at once may be much */
    private List<Figures.OfClasses> figures(int[] decided, IntFunction<double[]> said) {
        double[] surprise = new double[truth.length];
        Area[] areas = Stream.generate(Area::new).limit(ranges.size()).toArray(Area[]::new);
        for (int c = 0; c < classes; c++) {
            double[] ofClass = said.apply(c);
            boolean[] is = is(c);
            for (int i = 0; i < is.length; i++) {
                surprise[i] += is[i] ? -StrictMath.log(Math.clamp(ofClass[i], LEAST_PROBABILITY, 1)) : 0;
            }
            for (int r = 0; r < areas.length && isEvaluated(c); r++) {
                areas[r].add(ranges.get(r), ofClass, is);
            }
        }
        return IntStream.range(0, ranges.size())
                .mapToObj(r -> figures(ranges.get(r), decided, areas[r], surprise))
                .toList();
    }

    private boolean[] is(int ofClass) {
        boolean[] is = new boolean[truth.length];
        for (int i = 0; i < is.length; i++) {
            is[i] = truth[i] == ofClass;
        }
        return is;
    }

    /** A binary problem's figures of one class are those of the positive one, the last. */
    private boolean isEvaluated(int ofClass) {
        return kind != ProblemKind.BINARY || ofClass == classes - 1;
    }

    /** Under the curves, mean over the classes that have both examples and others. */
    private static final class Area {

        private double roc;
        private double precisionRecall;
        private int classes;

        void add(Range range, double[] scores, boolean[] is) {
            if (range.size() == 0) {
                return;
            }
            BinaryMetrics metrics = BinaryMetrics.of(
                    Arrays.copyOfRange(scores, range.from(), range.until()),
                    Arrays.copyOfRange(is, range.from(), range.until()),
                    0.5);
            if (metrics.positives() > 0 && metrics.positives() < metrics.rows()) {
                roc += metrics.value(Metric.ROC_AUC);
                precisionRecall += metrics.value(Metric.PR_AUC);
                classes++;
            }
        }
    }

    private Figures.OfClasses figures(Range range, int[] decided, Area areas, double[] surprise) {
        if (range.size() == 0) {
            return Figures.OfClasses.NONE;
        }
        ConfusionMatrix confusion = confusion(range, decided);
        double accuracy = confusion.accuracy();
        double repeating = confusion(range, repeats).accuracy();
        double f1 = IntStream.range(0, classes)
                .filter(this::isEvaluated)
                .mapToDouble(confusion::f1)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
        double sum = 0;
        for (int i = range.from(); i < range.until(); i++) {
            sum += surprise[i];
        }
        return new Figures.OfClasses(
                range.size(),
                accuracy,
                confusion.kappa(),
                repeating >= 1 ? Double.NaN : (accuracy - repeating) / (1 - repeating),
                f1,
                areas.roc / areas.classes,
                areas.precisionRecall / areas.classes,
                sum / range.size());
    }

    private ConfusionMatrix confusion(Range range, int[] decided) {
        return ConfusionMatrix.of(
                classes,
                Arrays.copyOfRange(truth, range.from(), range.until()),
                Arrays.copyOfRange(decided, range.from(), range.until()));
    }

    private Confusion confusion(List<String> names, int[] decided) {
        long[][] counts = new long[names.size()][names.size()];
        for (int i = 0; i < truth.length; i++) {
            counts[truth[i]][decided[i]]++;
        }
        return new Confusion(
                names,
                Arrays.stream(counts)
                        .map(row -> LongStream.of(row).boxed().toList())
                        .toList());
    }

    private List<Curves> curves(List<String> names, IntFunction<double[]> said) {
        long[] counts = new long[classes];
        for (int c : truth) {
            counts[c]++;
        }
        return IntStream.range(0, names.size())
                .filter(this::isEvaluated)
                .boxed()
                .sorted(Comparator.comparingLong((Integer c) -> -counts[c]))
                .limit(CURVES)
                .map(c -> CurveDrawing.of(names.get(c), said.apply(c), is(c)))
                .toList();
    }

    private List<CalibrationBin> calibration(int[] decided, IntFunction<double[]> said) {
        double[] predicted = new double[truth.length];
        double[] observed = new double[truth.length];
        for (int c = 0; c < classes; c++) {
            double[] ofClass = isEvaluated(c) ? said.apply(c) : new double[0];
            for (int i = 0; i < truth.length && isEvaluated(c); i++) {
                if (kind == ProblemKind.BINARY || decided[i] == c) {
                    predicted[i] = ofClass[i];
                    observed[i] = truth[i] == c ? 1 : 0;
                }
            }
        }
        return Binning.of(predicted, observed);
    }
}
