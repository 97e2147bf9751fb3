package io.headrace.standalone.replay.report;

import io.headrace.schemas.definition.Criterion;
import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.Label;
import io.headrace.standalone.replay.prequential.Evaluation;
import io.headrace.standalone.replay.prequential.Prequential;
import io.headrace.standalone.replay.prequential.Scored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Reports of streams that are made up. */
final class SampleReports {

    private static final long HALF_HOUR = 1_800_000;
    private static final Instant START = Instant.parse("1996-05-07T00:00:00Z");

    private SampleReports() {}

    static Problem problem(ProblemKind kind, String label, String... classes) {
        Metric metric = kind == ProblemKind.REGRESSION ? Metric.RMSE : Metric.LOG_LOSS;
        Optional<Criterion> success = kind == ProblemKind.BINARY
                ? Optional.of(new Criterion(Metric.ACCURACY, Criterion.Comparison.AT_LEAST, 0.75))
                : Optional.empty();
        LabelType type = kind == ProblemKind.REGRESSION ? LabelType.DOUBLE : LabelType.STRING;
        return new Problem(kind, label, type, List.of(classes), metric, success, List.of());
    }

    /** A stream whose classes (or quantities) persist for a while, scored ever better but for a change half way. */
    static Evaluation evaluation(Problem problem, int rows, int delay) {
        Random random = new Random(7);
        Prequential prequential = Prequential.of(problem, delay);
        int state = 0;
        for (int row = 0; row < rows; row++) {
            state = random.nextInt(12) == 0
                    ? random.nextInt(Math.max(2, problem.classes().size()))
                    : state;
            int version = row < rows / 8 ? 0 : 1 + 4 * row / rows;
            double skill = version == 0 ? 0 : Math.abs(row - rows / 2) < rows / 12 ? 0.1 : 0.75;
            prequential.scored(
                    row, START.toEpochMilli() + row * HALF_HOUR, scored(problem, state, skill, version, random));
            prequential.labelled(row, label(problem, state, row, random));
        }
        return prequential.evaluate();
    }

    private static Label label(Problem problem, int state, int row, Random random) {
        return problem.kind() == ProblemKind.REGRESSION
                ? new Label.Quantity(150 + 100 * state + 90 * StrictMath.sin(row / 8.0) + 10 * random.nextGaussian())
                : new Label.Category(problem.classes().get(state));
    }

    private static Scored scored(Problem problem, int state, double skill, int version, Random random) {
        if (problem.kind() == ProblemKind.REGRESSION) {
            return new Scored.Quantity(version, 200 + skill * (100 * state - 50) + 40 * random.nextGaussian());
        }
        Map<String, Double> weights = new HashMap<>();
        double sum = 0;
        String best = problem.classes().getFirst();
        for (int c = 0; c < problem.classes().size(); c++) {
            String name = problem.classes().get(c);
            double weight = StrictMath.exp((c == state ? skill * 3 : 0) + random.nextGaussian());
            weights.put(name, weight);
            sum += weight;
            best = weight > weights.get(best) ? name : best;
        }
        double total = sum;
        weights.replaceAll((_, weight) -> weight / total);
        return new Scored.Classes(version, best, weights);
    }

    static ReplayReport report(Problem problem, int rows, int delay, String oddName) {
        Evaluation evaluation = evaluation(problem, rows, delay);
        Map<String, Duration> phases = new LinkedHashMap<>();
        phases.put("start", Duration.ofMillis(6_200));
        phases.put("feed", Duration.ofMillis(21_400));
        phases.put("train", Duration.ofMillis(14_900));
        return new ReplayReport(
                "elec",
                "5a".repeat(32),
                List.of(oddName + ".csv.gz"),
                delay,
                problem,
                new Counts(rows + 7, rows, 3, 4, rows, evaluation.overall().examples(), rows),
                models(problem, rows),
                evaluation,
                alerts(rows, oddName),
                importances(oddName),
                drift(rows, oddName),
                new Timings(Duration.ofMillis(42_517), Duration.ofMillis(71_903), phases));
    }

    private static List<ReportedModel> models(Problem problem, int rows) {
        List<ReportedModel> models = new ArrayList<>();
        for (int version = 1; version <= 5; version++) {
            boolean passed = version < 5;
            String metric = problem.metric().text();
            models.add(new ReportedModel(
                    version,
                    (version + "f").repeat(32),
                    "boosted-trees",
                    new ReportedModel.TrainedFrom(
                            version == 3 ? "drift-window-12" : "examples",
                            START,
                            START.plusMillis(rows / 8L * version * HALF_HOUR),
                            600L * version,
                            200L * version,
                            200L * version),
                    Map.of(metric, 0.31 + version / 100.0, "accuracy", 0.9),
                    List.of(
                            new ReportedModel.Gate("trivial", true, "log loss 0.32 against 0.69 of always \"DOWN\""),
                            new ReportedModel.Gate(
                                    "champion",
                                    passed,
                                    version == 1
                                            ? "first model, no champion"
                                            : "log loss 0.32 against 0.40 of elec@" + (version - 1)
                                                    + " on the same 800 examples (paired, p = 0.004)")),
                    passed
                            ? OptionalLong.of(Math.max(rows / 8, (rows * (version - 1L) + 3) / 4))
                            : OptionalLong.empty()));
        }
        return models;
    }

    private static List<ReportedAlert> alerts(int rows, String oddName) {
        return List.of(
                new ReportedAlert(
                        OptionalLong.of(rows / 2),
                        START.plusMillis(rows / 2 * HALF_HOUR),
                        "DATA_DRIFT",
                        "WARNING",
                        oddName + " and nswprice moved (p < 0.001 over 9 features together)"),
                new ReportedAlert(
                        OptionalLong.empty(),
                        START.plusMillis(rows * 5L / 8 * HALF_HOUR),
                        "PERFORMANCE_DROP",
                        "CRITICAL",
                        "log loss 0.71 on 500 labelled rows, expected 0.32"),
                new ReportedAlert(
                        OptionalLong.of(rows * 6L / 8),
                        START.plusMillis(rows * 6L / 8 * HALF_HOUR),
                        "RECOVERED",
                        "INFO",
                        "log loss 0.34 again"));
    }

    private static Map<String, Double> importances(String oddName) {
        Map<String, Double> importances = new HashMap<>();
        importances.put(oddName, 0.25);
        importances.put("nswprice", 0.5);
        importances.put("label_rate_100", 0.125);
        importances.put("period", 0.125);
        return importances;
    }

    private static Drift drift(int rows, String oddName) {
        List<Drift.DriftWindow> windows = new ArrayList<>();
        List<Drift.FeatureDrift> features = new ArrayList<>();
        int count = rows / 1_000 + 2;
        for (int w = 0; w < count; w++) {
            windows.add(new Drift.DriftWindow(
                    START.plusMillis(w * 1_000L * HALF_HOUR),
                    START.plusMillis((w + 1) * 1_000L * HALF_HOUR),
                    "elec@" + (1 + w / 12),
                    1_000,
                    w % 9 == 8));
        }
        Random random = new Random(3);
        for (String name : List.of(oddName, "nswprice", "period", "vicdemand", "prediction")) {
            double strength = random.nextDouble() * 0.5;
            List<Double> psi = new ArrayList<>();
            for (int w = 0; w < count; w++) {
                psi.add(w == 1 ? Double.NaN : Math.round(strength * random.nextDouble() * 1e6) / 1e6);
            }
            features.add(new Drift.FeatureDrift(name, psi));
        }
        return new Drift(windows, features);
    }
}
