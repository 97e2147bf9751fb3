package io.headrace.monitor.alert;

import io.headrace.monitor.drift.DriftResult;
import io.headrace.monitor.drift.DriftVerdict;
import io.headrace.monitor.performance.LiveMetric;
import java.util.List;
import java.util.Locale;

/** Drift results in words. */
final class AlertText {

    private static final int MOST_NAMED = 3;

    private AlertText() {}

    /** For example {@code terminal_risk and amount_ratio}, the rest counted. */
    static String names(List<DriftResult> results) {
        return list(results.stream().map(DriftResult::statistic).toList());
    }

    static String list(List<String> names) {
        if (names.size() > MOST_NAMED) {
            int others = names.size() - MOST_NAMED;
            return String.join(", ", names.subList(0, MOST_NAMED)) + " and " + others
                    + (others == 1 ? " other" : " others");
        }
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    /** For example {@code p < 0.001 over 17 statistics together}. */
    static String certainty(List<DriftResult> results, DriftVerdict verdict) {
        double worst =
                results.stream().mapToDouble(DriftResult::adjustedP).max().orElse(1);
        String p = worst < 0.001 ? "p < 0.001" : "p = " + number("%.3f", worst);
        return p + " over " + verdict.results().size() + " statistics together";
    }

    /** For example {@code PR AUC 0.40 → 0.22}. */
    static String change(LiveMetric metric) {
        return metric.metric().label() + " " + number("%.2f", metric.expected()) + " → "
                + number("%.2f", metric.value());
    }

    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
