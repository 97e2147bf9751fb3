package io.headrace.monitor.alert;

import io.headrace.monitor.drift.DriftResult;
import io.headrace.monitor.performance.LiveMetric;
import io.headrace.monitor.window.WindowEvaluation;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.definition.PipelineDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what to publish. An alarm is alerted when it begins, when another feature moves while it stands, and when it is over,
 * not window by window; what differs from a version's training rows since it began to serve is reported once and asks for
 * nothing. While an alarm stands a new candidate is requested, again only after the cool-down; and while the same version
 * serves, only after a further wait for the labels that a candidate needs. Immutable.
 */
public final class AlertPolicy {

    /** How the monitor names itself in what it publishes. */
    public static final String APP = "drift-monitor";

    private final Alerts alerts;
    private final String pipeline;
    private final Duration coolDown;
    private final Duration labelsTake;

    public AlertPolicy(PipelineDefinition definition) {
        this.pipeline = definition.pipeline().value();
        this.alerts = new Alerts(pipeline);
        this.coolDown = definition.monitor().coolDown();
        this.labelsTake = definition.labels().within();
    }

    /** After a window. */
    public AlertDecision afterWindow(AlertState state, WindowResult window) {
        WindowEvaluation evaluation = window.evaluation();
        List<DriftResult> moved = evaluation.decided().movedFeatures();
        List<DriftResult> prediction = evaluation.decided().movedPrediction();
        List<RaisedAlert> raised = new ArrayList<>();
        if (!evaluation.fromTheStart().isEmpty()) {
            raised.add(alerts.differsFromTheStart(window));
        }
        List<DriftResult> more = moved.stream()
                .filter(result -> !state.features().contains(result.statistic()))
                .toList();
        if (!more.isEmpty()) {
            raised.add(alerts.featuresMoved(more, state.features(), window));
        }
        if (moved.isEmpty() && !state.features().isEmpty()) {
            raised.add(alerts.featuresRecovered(state.features(), window));
        }
        if (!prediction.isEmpty() && !state.predictionMoved()) {
            raised.add(alerts.predictionMoved(prediction, window));
        }
        if (prediction.isEmpty() && state.predictionMoved()) {
            raised.add(alerts.predictionRecovered(window));
        }
        AlertState now = state.withDrift(
                        moved.stream().map(DriftResult::statistic).toList(), !prediction.isEmpty())
                .since(evaluation.changeSince());
        return evaluation.decided().drifted()
                ? withRequest(
                        now,
                        raised,
                        window.model(),
                        window.end().eventTime(),
                        alerts.driftReason(moved, prediction, window))
                : new AlertDecision(now, raised, Optional.empty());
    }

    /** After a check of performance. */
    public AlertDecision afterCheck(AlertState state, CheckResult check) {
        List<RaisedAlert> raised = new ArrayList<>();
        LiveMetric metric = check.metric();
        boolean stood = state.dropped().isPresent();
        boolean stands = metric.dropped() || (stood && metric.worse());
        // A version that was part of the line is no news when it is checked alone.
        boolean isAnother = state.dropped()
                .filter(subject -> !subject.equals(check.subject().key()) && !subject.equals(CheckResult.Subject.LINE))
                .isPresent();
        if (metric.dropped() && (!stood || isAnother)) {
            raised.add(alerts.performanceDropped(check));
        }
        if (!stands && stood) {
            raised.add(alerts.performanceRecovered(check));
        }
        Optional<String> subject =
                metric.dropped() ? Optional.of(check.subject().key()) : state.dropped();
        AlertState now = state.withDropped(stands ? subject : Optional.empty()).since(check.oldest());
        return stands
                ? withRequest(now, raised, check.model(), check.at().eventTime(), Alerts.dropReason(check))
                : new AlertDecision(now, raised, Optional.empty());
    }

    private AlertDecision withRequest(
            AlertState state, List<RaisedAlert> raised, String model, long time, String reason) {
        if (!mayRequest(state, model, time)) {
            return new AlertDecision(state, raised, Optional.empty());
        }
        Instant since = Instant.ofEpochMilli(state.changeSince().orElse(time));
        RetrainRequest request =
                new RetrainRequest(model + "/" + time, pipeline, APP, reason, Instant.ofEpochMilli(time), since, model);
        return new AlertDecision(state.requested(model, time), raised, Optional.of(request));
    }

    private boolean mayRequest(AlertState state, String model, long time) {
        return state.lastRequest()
                .map(last -> {
                    Duration wait = last.model().equals(model) ? coolDown.plus(labelsTake) : coolDown;
                    return time - last.eventTime() >= wait.toMillis();
                })
                .orElse(true);
    }
}
