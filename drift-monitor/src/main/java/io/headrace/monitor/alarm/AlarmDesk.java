package io.headrace.monitor.alarm;

import io.headrace.monitor.drift.DriftVerdict;
import io.headrace.monitor.drift.Finding;
import io.headrace.monitor.performance.LiveMetric;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.AlertKind;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.avro.Severity;
import io.headrace.schemas.definition.PipelineDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what to say. An alarm is told when it begins and when it is over, not window by window; what a champion met in its
 * first window is told once and asks for nothing, since that champion was trained on the newest labelled rows a moment ago.
 * While an alarm stands a new candidate is asked for, again only after the cool-down; and while the same champion serves, only
 * after a further wait for the labels a candidate needs. Immutable.
 */
public final class AlarmDesk {

    /** How the monitor names itself in what it says. */
    public static final String APP = "drift-monitor";

    private final String pipeline;
    private final Duration coolDown;
    private final Duration labelsTake;

    public AlarmDesk(PipelineDefinition definition) {
        this.pipeline = definition.pipeline().value();
        this.coolDown = definition.monitor().coolDown();
        this.labelsTake = definition.labels().within();
    }

    /** After a window. */
    public Decision afterWindow(AlarmState state, WindowResult window) {
        DriftVerdict verdict = window.verdict();
        List<Finding> features = verdict.movedFeatures();
        List<Finding> prediction = verdict.movedPrediction();
        List<Alert> alerts = new ArrayList<>();
        if (window.first()) {
            if (verdict.drifted()) {
                alerts.add(differedFromTheStart(window));
            }
            return new Decision(state, alerts, Optional.empty());
        }
        if (!features.isEmpty() && !state.featuresMoved()) {
            alerts.add(moved(AlertKind.DATA_DRIFT, features, window));
        }
        if (!prediction.isEmpty() && !state.predictionMoved()) {
            alerts.add(moved(AlertKind.PREDICTION_DRIFT, prediction, window));
        }
        if (!verdict.drifted() && (state.featuresMoved() || state.predictionMoved())) {
            alerts.add(driftOver(window));
        }
        AlarmState now =
                state.withDrift(!features.isEmpty(), !prediction.isEmpty()).since(window.changeSince());
        return verdict.drifted()
                ? withRequest(now, alerts, window.model(), window.end(), driftReason(features, prediction, window))
                : new Decision(now, alerts, Optional.empty());
    }

    /**
     * After a check of performance.
     *
     * @param oldest event time of the oldest labelled prediction it was about
     * @param time event time the stream has got to
     */
    public Decision afterCheck(AlarmState state, String model, LiveMetric metric, long oldest, long time) {
        List<Alert> alerts = new ArrayList<>();
        boolean stands = metric.dropped() || (state.dropped() && metric.worse());
        if (stands && !state.dropped()) {
            alerts.add(dropped(model, metric, time));
        }
        if (!stands && state.dropped()) {
            alerts.add(performanceBack(model, metric, time));
        }
        AlarmState now = state.withDropped(stands).since(oldest);
        return stands
                ? withRequest(now, alerts, model, time, dropReason(metric))
                : new Decision(now, alerts, Optional.empty());
    }

    private Decision withRequest(AlarmState state, List<Alert> alerts, String model, long time, String reason) {
        if (!mayRequest(state, model, time)) {
            return new Decision(state, alerts, Optional.empty());
        }
        Instant since = Instant.ofEpochMilli(state.changeSince().orElse(time));
        RetrainRequest request =
                new RetrainRequest(model + "/" + time, pipeline, APP, reason, Instant.ofEpochMilli(time), since, model);
        return new Decision(state.requested(model, time), alerts, Optional.of(request));
    }

    private boolean mayRequest(AlarmState state, String model, long time) {
        return state.lastRequest()
                .map(last -> {
                    Duration wait = last.model().equals(model) ? coolDown.plus(labelsTake) : coolDown;
                    return time - last.eventTime() >= wait.toMillis();
                })
                .orElse(true);
    }

    private Alert differedFromTheStart(WindowResult window) {
        List<Finding> all = new ArrayList<>(window.verdict().movedFeatures());
        all.addAll(window.verdict().movedPrediction());
        String reason = Wording.names(all) + (all.size() == 1 ? " differs" : " differ")
                + " from the training rows since " + window.model() + " began to serve ("
                + Wording.certainty(all, window.verdict())
                + "); it was trained on the newest labels there are, so its first window is what "
                + (all.size() == 1 ? "this is" : "these are") + " held against from now on";
        return alert(AlertKind.DATA_DRIFT, Severity.INFO, reason, window.model(), all, window.end(), psi(all));
    }

    private Alert moved(AlertKind kind, List<Finding> findings, WindowResult window) {
        return alert(
                kind,
                Severity.WARNING,
                movedReason(
                        kind == AlertKind.PREDICTION_DRIFT ? "predictions" : Wording.names(findings), findings, window),
                window.model(),
                findings,
                window.end(),
                psi(findings));
    }

    private static String driftReason(List<Finding> features, List<Finding> prediction, WindowResult window) {
        return features.isEmpty()
                ? movedReason("predictions", prediction, window)
                : movedReason(Wording.names(features), features, window);
    }

    private static String movedReason(String what, List<Finding> findings, WindowResult window) {
        return what + " moved (" + Wording.certainty(findings, window.verdict()) + ")"
                + window.performance()
                        .filter(LiveMetric::worse)
                        .map(metric -> ", " + Wording.change(metric))
                        .orElse("");
    }

    private Alert driftOver(WindowResult window) {
        return alert(
                AlertKind.RECOVERED,
                Severity.INFO,
                "the data is again as " + window.model() + " was trained on",
                window.model(),
                List.of(),
                window.end(),
                Map.of());
    }

    private Alert dropped(String model, LiveMetric metric, long time) {
        return alert(
                AlertKind.PERFORMANCE_DROP,
                Severity.CRITICAL,
                dropReason(metric),
                model,
                List.of(),
                time,
                figures(metric));
    }

    private static String dropReason(LiveMetric metric) {
        return Wording.change(metric) + " on the last " + Wording.count(metric.labelled()) + " labelled predictions";
    }

    private Alert performanceBack(String model, LiveMetric metric, long time) {
        return alert(
                AlertKind.RECOVERED,
                Severity.INFO,
                model + " does about as well again as on its unseen rows: " + Wording.change(metric),
                model,
                List.of(),
                time,
                figures(metric));
    }

    private Alert alert(
            AlertKind kind,
            Severity severity,
            String reason,
            String model,
            List<Finding> findings,
            long time,
            Map<String, Double> values) {
        List<String> features = findings.stream().map(Finding::statistic).toList();
        return new Alert(pipeline, kind, severity, reason, model, features, Instant.ofEpochMilli(time), values);
    }

    private static Map<String, Double> psi(List<Finding> findings) {
        Map<String, Double> values = new LinkedHashMap<>();
        findings.forEach(finding -> values.put("psi." + finding.statistic(), finding.psi()));
        return values;
    }

    private static Map<String, Double> figures(LiveMetric metric) {
        return Map.of(metric.metric().text(), metric.value(), "expected", metric.expected(), "labelled", (double)
                metric.labelled());
    }
}
