package io.headrace.monitor.alarm;

import io.headrace.monitor.drift.DriftVerdict;
import io.headrace.monitor.drift.Finding;
import io.headrace.monitor.performance.LiveMetric;
import io.headrace.schemas.definition.Metric;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Findings in words. */
final class Wording {

    private static final int MOST_NAMED = 3;

    private Wording() {}

    /** For example {@code terminal_risk and amount_ratio}, the rest counted. */
    static String names(List<Finding> findings) {
        List<String> names = findings.stream().map(Finding::statistic).toList();
        if (names.size() > MOST_NAMED) {
            int others = names.size() - MOST_NAMED;
            return String.join(", ", names.subList(0, MOST_NAMED)) + " and " + others
                    + (others == 1 ? " other" : " others");
        }
        return names.size() < 2
                ? String.join("", names)
                : names.subList(0, names.size() - 1).stream().collect(Collectors.joining(", ")) + " and "
                        + names.getLast();
    }

    /** For example {@code p < 0.001 over 17 statistics together}. */
    static String certainty(List<Finding> findings, DriftVerdict verdict) {
        double worst = findings.stream().mapToDouble(Finding::adjustedP).max().orElse(1);
        String p = worst < 0.001 ? "p < 0.001" : "p = " + number("%.3f", worst);
        return p + " over " + verdict.findings().size() + " statistics together";
    }

    /** For example {@code PR AUC 0.40 → 0.22}. */
    static String change(LiveMetric metric) {
        return name(metric.metric()) + " " + number("%.2f", metric.expected()) + " → " + number("%.2f", metric.value());
    }

    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String name(Metric metric) {
        return switch (metric) {
            case PR_AUC -> "PR AUC";
            case ROC_AUC -> "ROC AUC";
            case ACCURACY -> "accuracy";
            case KAPPA -> "kappa";
            case PRECISION -> "precision";
            case RECALL -> "recall";
            case F1 -> "F1";
            case PRECISION_AT_TOP_100 -> "precision at top 100";
            case LOG_LOSS -> "log loss";
            case CALIBRATION_ERROR -> "calibration error";
            case MAE -> "MAE";
            case RMSE -> "RMSE";
            case R2 -> "R²";
        };
    }
}
