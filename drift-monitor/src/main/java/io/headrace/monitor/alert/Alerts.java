package io.headrace.monitor.alert;

import io.headrace.monitor.drift.CountedStatistic;
import io.headrace.monitor.drift.DriftResult;
import io.headrace.monitor.performance.LiveMetric;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.AlertKind;
import io.headrace.schemas.avro.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Alerts in words and figures. An alert's id is {@code MODEL/CAUSE/TIME/NUMBER}, with the event time of what raised it in
 * epoch milliseconds, and the rows or labelled predictions so far.
 */
final class Alerts {

    private final String pipeline;

    Alerts(String pipeline) {
        this.pipeline = pipeline;
    }

    RaisedAlert differsFromTheStart(WindowResult window) {
        List<DriftResult> all = window.evaluation().fromTheStart();
        String reason = AlertText.names(all) + (all.size() == 1 ? " differs" : " differ")
                + " from the training rows since " + window.model() + " began to serve ("
                + AlertText.certainty(all, window.evaluation().reported())
                + "), so an earlier window becomes the new reference";
        return moved(Cause.DIFFERS_FROM_THE_START, reason, all, window);
    }

    RaisedAlert featuresMoved(List<DriftResult> moved, List<String> before, WindowResult window) {
        String reason = AlertText.names(moved)
                + (before.isEmpty() ? "" : " also")
                + movedReason(moved, window)
                + (before.isEmpty() ? "" : "; the alarm about " + AlertText.list(before) + " stands");
        return moved(Cause.FEATURES_MOVED, reason, moved, window);
    }

    RaisedAlert predictionMoved(List<DriftResult> prediction, WindowResult window) {
        return moved(Cause.PREDICTION_MOVED, "predictions" + movedReason(prediction, window), prediction, window);
    }

    RaisedAlert featuresRecovered(List<String> features, WindowResult window) {
        String reason = AlertText.list(features) + (features.size() == 1 ? " matches " : " match ") + window.model()
                + "'s training rows again";
        return recovered(Cause.FEATURES_RECOVERED, reason, features, window);
    }

    RaisedAlert predictionRecovered(WindowResult window) {
        String reason = "the predictions match " + window.model() + "'s on its test rows again";
        return recovered(Cause.PREDICTION_RECOVERED, reason, List.of(CountedStatistic.PREDICTION), window);
    }

    RaisedAlert performanceDropped(CheckResult check) {
        return checked(Cause.PERFORMANCE_DROPPED, dropReason(check), check);
    }

    RaisedAlert performanceRecovered(CheckResult check) {
        String reason = "about as good again as on the test rows: " + dropReason(check);
        return checked(Cause.PERFORMANCE_RECOVERED, reason, check);
    }

    String driftReason(List<DriftResult> features, List<DriftResult> prediction, WindowResult window) {
        return features.isEmpty()
                ? "predictions" + movedReason(prediction, window)
                : AlertText.names(features) + movedReason(features, window);
    }

    static String dropReason(CheckResult check) {
        String which = check.subject().key().equals(check.model())
                ? ""
                : " of " + check.subject().text();
        return AlertText.change(check.metric()) + " on the last "
                + AlertText.count(check.metric().labelled()) + " labelled predictions" + which;
    }

    private static String movedReason(List<DriftResult> results, WindowResult window) {
        return " moved (" + AlertText.certainty(results, window.evaluation().decided()) + ")"
                + window.performance()
                        .filter(LiveMetric::worse)
                        .map(metric -> ", " + AlertText.change(metric))
                        .orElse("");
    }

    private RaisedAlert moved(Cause cause, String reason, List<DriftResult> results, WindowResult window) {
        Map<String, Double> values = new LinkedHashMap<>();
        results.forEach(result -> values.put("psi." + result.statistic(), result.psi()));
        List<String> names = results.stream().map(DriftResult::statistic).toList();
        return alert(cause, reason, window.model(), window.end()).with(names, values);
    }

    private RaisedAlert recovered(Cause cause, String reason, List<String> features, WindowResult window) {
        return alert(cause, reason, window.model(), window.end()).with(features, Map.of());
    }

    private RaisedAlert checked(Cause cause, String reason, CheckResult check) {
        LiveMetric metric = check.metric();
        Map<String, Double> values =
                Map.of(metric.metric().text(), metric.value(), "expected", metric.expected(), "labelled", (double)
                        metric.labelled());
        return alert(cause, reason, check.model(), check.at()).with(List.of(), values);
    }

    private Draft alert(Cause cause, String reason, String model, Occurrence at) {
        return (features, values) -> new RaisedAlert(
                model + "/" + cause.text + "/" + at.eventTime() + "/" + at.number(),
                new Alert(
                        pipeline,
                        cause.kind,
                        cause.severity,
                        reason,
                        model,
                        features,
                        Instant.ofEpochMilli(at.eventTime()),
                        values));
    }

    /** An alert but for its features and figures. */
    private interface Draft {
        RaisedAlert with(List<String> features, Map<String, Double> values);
    }

    /** Why an alert is raised; of each cause at most one per window or check. */
    private enum Cause {
        DIFFERS_FROM_THE_START("differs-from-the-start", AlertKind.DATA_DRIFT, Severity.INFO),
        FEATURES_MOVED("features-moved", AlertKind.DATA_DRIFT, Severity.WARNING),
        FEATURES_RECOVERED("features-recovered", AlertKind.RECOVERED, Severity.INFO),
        PREDICTION_MOVED("prediction-moved", AlertKind.PREDICTION_DRIFT, Severity.WARNING),
        PREDICTION_RECOVERED("prediction-recovered", AlertKind.RECOVERED, Severity.INFO),
        PERFORMANCE_DROPPED("performance-dropped", AlertKind.PERFORMANCE_DROP, Severity.CRITICAL),
        PERFORMANCE_RECOVERED("performance-recovered", AlertKind.RECOVERED, Severity.INFO);

        private final String text;
        private final AlertKind kind;
        private final Severity severity;

        Cause(String text, AlertKind kind, Severity severity) {
            this.text = text;
            this.kind = kind;
            this.severity = severity;
        }
    }
}
