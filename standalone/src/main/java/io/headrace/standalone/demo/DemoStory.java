package io.headrace.standalone.demo;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.avro.LivePerformance;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.RetrainRequest;
import io.headrace.schemas.avro.Severity;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.standalone.status.AppCounts;
import io.headrace.standalone.terminal.Bar;
import io.headrace.standalone.terminal.Terminal;
import io.headrace.trainer.progress.TrainingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The demo's plot: hears what happens on the topics and tells it in lines for someone who does not know Kafka. Not safe for
 * use by several threads.
 */
public final class DemoStory {

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    /** Those that say most; the registry tells all. */
    private static final List<String> TOLD_PARAMETERS = List.of("depth", "rounds", "rate", "l2");

    private static final String BASELINE_SUFFIX = "@0";

    private final Terminal terminal;
    private final PipelineDefinition definition;
    private final long expectedEvents;
    private final Map<String, LivePerformance> live = new HashMap<>();
    private long firstEventTime = Long.MIN_VALUE;
    private long eventTime = Long.MIN_VALUE;
    private long predictions;
    private String serving = "";
    private Optional<LivePerformance> before = Optional.empty();
    private String trainer = "";
    private int trialsDone;
    private boolean retrainAsked;
    private boolean recovered;
    private boolean told;

    public DemoStory(Terminal terminal, PipelineDefinition definition, long expectedEvents) {
        this.terminal = terminal;
        this.definition = definition;
        this.expectedEvents = expectedEvents;
    }

    /** A prediction came; the first by another model is a swap. */
    public void predicted(String model, long at, Requests requests) {
        if (firstEventTime == Long.MIN_VALUE) {
            firstEventTime = at;
        }
        eventTime = Math.max(eventTime, at);
        predictions++;
        if (!model.equals(serving)) {
            if (!model.endsWith(BASELINE_SUFFIX)) {
                swapped(model, requests);
            }
            serving = model;
        }
    }

    private void swapped(String model, Requests requests) {
        if (retrainAsked) {
            recovered = true;
            before = Optional.ofNullable(live.get(serving));
        }
        tell(
                "swap",
                "@|bold,cyan %s|@ serves since event %,d; %,d of %,d requests failed, the slowest around it took %,d ms",
                model,
                predictions,
                requests.failed(),
                requests.made(),
                requests.slowest().toMillis());
    }

    /** The trainer told something; versions and refusals are heard on the topics. */
    public void training(TrainingEvent event) {
        switch (event) {
            case TrainingEvent.Waiting waiting -> {
                if (trainer.isEmpty()) {
                    tell("model", "waits for labels: %,d examples of the new kind are needed", waiting.needs());
                }
                trainer = String.format(Locale.ROOT, "   of the new kind %,d", waiting.has());
            }
            case TrainingEvent.Started started -> {
                tell("model", "training on %,d examples, %d trials …", started.rows(), started.trials());
                trainer = "   training …";
            }
            case TrainingEvent.TrialFinished _ -> {
                trialsDone++;
                trainer = "   training, trial " + trialsDone;
            }
            case TrainingEvent.Published _, TrainingEvent.Refused _, TrainingEvent.Failed _ -> {
                trialsDone = 0;
                trainer = "";
            }
        }
    }

    /** A version was published, with what its gates said. */
    public void version(ModelVersion version) {
        tell(
                "model",
                "%s@%d: %d trials, best %s, %s",
                version.getPipeline(),
                version.getVersion(),
                version.getLineage().getTrials(),
                version.getLineage().getFamily(),
                parameters(version));
        version.getGates().forEach(this::gate);
    }

    private void gate(GateVerdict verdict) {
        tell("gate", "%s %s", verdict.getPassed() ? "@|green ✔|@" : "@|red ✘|@", verdict.getSentence());
    }

    private static String parameters(ModelVersion version) {
        return TOLD_PARAMETERS.stream()
                .filter(version.getLineage().getParameters()::containsKey)
                .map(name -> name + " "
                        + shortened(version.getLineage().getParameters().getOrDefault(name, "")))
                .collect(Collectors.joining(", "));
    }

    private static String shortened(String value) {
        String whole = value.endsWith(".0") ? value.substring(0, value.length() - 2) : value;
        return whole.contains(".") && whole.length() > 5 ? whole.substring(0, 5) : whole;
    }

    /** The monitor, the trainer or the scoring service raised an alert. */
    public void alert(Alert alert) {
        String sign = switch (alert.getSeverity()) {
            case INFO -> "@|green ✔|@";
            case WARNING -> "@|yellow ⚠|@";
            case CRITICAL -> "@|red ⚠|@";
        };
        tell(word(alert), "%s %s", sign, reason(alert));
    }

    /** Of what needs no one to act, the first half sentence. */
    private static String reason(Alert alert) {
        return alert.getSeverity() == Severity.INFO ? alert.getReason().split(";", 2)[0] : alert.getReason();
    }

    private static String word(Alert alert) {
        return switch (alert.getKind()) {
            case DATA_DRIFT, PREDICTION_DRIFT -> "drift";
            case PERFORMANCE_DROP, RECOVERED -> "live";
            case MODEL_REFUSED -> "scoring";
            case CANDIDATE_REFUSED, TRAINING_FAILED -> "gate";
            case QUARANTINE_RATE -> "cleaning";
        };
    }

    /** A new candidate is asked for. */
    public void retrain(RetrainRequest request) {
        if (retrainAsked && !recovered) {
            return; // asked again while labels of the new kind are still awaited: no news
        }
        retrainAsked = true;
        Optional<Instant> since = Optional.ofNullable(request.getChangeSince());
        tell(
                "retrain",
                "asked for by the %s%s",
                request.getRequestedBy(),
                since.map(at -> ": examples from day " + day(at.toEpochMilli()) + " on (where the change began)")
                        .orElse(""));
    }

    /** The monitor's report of a window: keeps how each model does live. */
    public void report(DriftReport report) {
        Optional.ofNullable(report.getPerformance())
                .ifPresent(performance -> live.put(performance.getModel(), performance));
    }

    /** Whether a trained model answers, and no longer the announced baseline. */
    public boolean modelServes() {
        return !serving.isEmpty() && !serving.endsWith(BASELINE_SUFFIX);
    }

    /** Event time of the first event heard of, epoch milliseconds. */
    public long firstEventTime() {
        return firstEventTime;
    }

    /** Event time of the latest event that was scored, epoch milliseconds. */
    public long eventTime() {
        return eventTime;
    }

    /** Whether a model that the monitor asked for serves, and enough labels have said how well. */
    public boolean complete() {
        return recovered
                && Optional.ofNullable(live.get(serving))
                        .filter(performance -> 2 * performance.getLabelled()
                                >= definition.monitor().labelledWindow())
                        .isPresent();
    }

    /** Tells the end: live accuracy before and after the last swap. Says it once. */
    public void conclude() {
        if (told) {
            return;
        }
        told = true;
        LivePerformance now = live.get(serving);
        if (now == null) {
            return;
        }
        String was = before.map(last ->
                        String.format(Locale.ROOT, " (%s before the swap: %.2f)", last.getModel(), last.getValue()))
                .orElse("");
        tell(
                "live",
                "%s of %s on labelled events: @|bold %.2f|@%s",
                definition.problem().metric().label(),
                serving,
                now.getValue(),
                was);
    }

    /** Rewrites the line of progress. */
    public void progress(AppCounts counts, double eventsPerSecond) {
        if (eventTime == Long.MIN_VALUE) {
            terminal.progress("         waiting for the first events …");
            return;
        }
        terminal.progress(String.format(
                Locale.ROOT,
                "%-8s %-9s %,9d  %s  %,.0f/s   quarantined %,d   duplicates %,d   labelled %,d%s",
                "day " + day(eventTime),
                definition.pipeline().value(),
                predictions,
                Bar.of((double) predictions / expectedEvents),
                eventsPerSecond,
                counts.quarantined(),
                counts.duplicates(),
                counts.examples(),
                trainer));
    }

    /** Predictions heard so far. */
    public long predictions() {
        return predictions;
    }

    /** The serving model as pipeline@version; empty before the first prediction. */
    public String serving() {
        return serving;
    }

    @FormatMethod
    private void tell(String word, @FormatString String format, Object... arguments) {
        String when = eventTime == Long.MIN_VALUE ? "" : "day " + day(eventTime);
        terminal.line(String.format(Locale.ROOT, "%-8s @|bold %-9s|@ ", when, word)
                + String.format(Locale.ROOT, format, arguments));
    }

    private long day(long at) {
        return (at - firstEventTime) / DAY_MILLIS + 1;
    }
}
