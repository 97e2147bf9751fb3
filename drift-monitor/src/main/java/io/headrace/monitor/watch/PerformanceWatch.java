package io.headrace.monitor.watch;

import io.headrace.monitor.avro.LabelledPrediction;
import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.WatchState;
import io.headrace.monitor.performance.ExpectedPerformance;
import io.headrace.monitor.performance.Outcome;
import io.headrace.monitor.performance.PerformanceTest;
import io.headrace.monitor.performance.ServingLine;
import io.headrace.monitor.performance.VersionOutcomes;
import io.headrace.monitor.reference.ReferenceDistribution;
import io.headrace.monitor.reference.ReferenceSource;
import io.headrace.schemas.definition.Monitoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Watches how predictions turn out, of each version under its own name, also long after it was replaced. A version that was
 * replaced before it had made as many predictions as a check takes can never be checked alone: the newest labelled predictions
 * of all such versions and of the one that serves are checked together, as the serving line. Mutable; one thread.
 */
final class PerformanceWatch {

    /** Fewer than this share of the window are too few to report. */
    private static final int LEAST_SHARE = 10;

    private final Monitoring monitor;
    private final PerformanceTest test;
    private final ReferenceSource references;
    private final OutcomeStore outcomes;
    private final WatchState state;

    PerformanceWatch(Monitoring monitor, ReferenceSource references, OutcomeStore outcomes, WatchState state) {
        this.monitor = monitor;
        this.test = new PerformanceTest(monitor.falseAlarmRate(), monitor.performanceDrop());
        this.references = references;
        this.outcomes = outcomes;
        this.state = state;
    }

    /** Counts a labelled prediction under its version; gives whether it could be. */
    boolean take(Observation observation, LabelledPrediction labelled) {
        String model = observation.getModel();
        Optional<Outcome> outcome =
                expected(model).flatMap(expected -> outcome(expected, observation, labelled, state.getNextOutcome()));
        outcome.ifPresent(one -> {
            outcomes.add(model, one);
            state.setNextOutcome(state.getNextOutcome() + 1);
            if (isInLine(model)) {
                state.setLineOutcomes(state.getLineOutcomes() + 1);
            }
        });
        return outcome.isPresent();
    }

    /** A version was replaced: how many predictions it made since it served decides whether it can be checked alone. */
    void replaced(String model, long rows) {
        outcomes.addRows(model, rows);
    }

    /** The checks that are due after a labelled prediction of this version was counted. */
    List<PerformanceReading> due(String model) {
        List<PerformanceReading> due = new ArrayList<>();
        int between = Math.max(1, monitor.labelledWindow() / PerformanceTest.CHECKS_PER_TURN);
        if (isFull(model) && outcomes.added(model) % between == 0) {
            own(model).ifPresent(due::add);
        }
        if (isInLine(model) && !isFull(state.getModel()) && state.getLineOutcomes() % between == 0) {
            ServingLine line = line();
            if (line.size() >= monitor.labelledWindow()) {
                together(line).ifPresent(due::add);
            }
        }
        return due;
    }

    /**
     * How it goes, for a report: of the version that serves; where too few of its labels came, of the serving line; else of
     * the version that got the newest label.
     */
    Optional<PerformanceReading> current() {
        return own(state.getModel())
                .or(() -> Optional.of(line())
                        .filter(line -> isEnough(line.size()))
                        .flatMap(this::together))
                .or(() -> outcomes.newestFirst().stream().findFirst().flatMap(this::own));
    }

    private boolean isInLine(String model) {
        return model.equals(state.getModel()) || outcomes.rows(model) < monitor.labelledWindow();
    }

    private boolean isFull(String model) {
        return outcomes.size(model) >= monitor.labelledWindow();
    }

    private boolean isEnough(int labelled) {
        return labelled > 0 && (long) labelled * LEAST_SHARE >= monitor.labelledWindow();
    }

    private Optional<PerformanceReading> own(String model) {
        if (!isEnough(outcomes.size(model))) {
            return Optional.empty();
        }
        return versionOutcomes(model).flatMap(version -> reading(List.of(model), version));
    }

    private Optional<PerformanceReading> together(ServingLine line) {
        return reading(line.models(), line.together());
    }

    private Optional<PerformanceReading> reading(List<String> models, VersionOutcomes version) {
        ExpectedPerformance expected = version.expected();
        if (version.outcomes().isEmpty() || !expected.metric().fits(expected.kind())) {
            return Optional.empty();
        }
        return Optional.of(test.evaluate(expected, version.outcomes()))
                .filter(metric -> !Double.isNaN(metric.value()))
                .map(metric -> new PerformanceReading(models, metric, oldest(version.outcomes())));
    }

    private static long oldest(List<Outcome> outcomes) {
        long oldest = Long.MAX_VALUE;
        for (Outcome outcome : outcomes) {
            oldest = Math.min(oldest, outcome.eventTime());
        }
        return oldest;
    }

    /** The newest labelled predictions of the versions in the line. */
    private ServingLine line() {
        List<VersionOutcomes> versions = new ArrayList<>();
        long from = Long.MIN_VALUE;
        for (String model : outcomes.newestFirst()) {
            if (outcomes.last(model) < from) {
                break;
            }
            if (isInLine(model)) {
                versionOutcomes(model).ifPresent(versions::add);
                from = ServingLine.first(versions, monitor.labelledWindow());
            }
        }
        return ServingLine.of(versions, monitor.labelledWindow());
    }

    private Optional<VersionOutcomes> versionOutcomes(String model) {
        return expected(model).map(expected -> new VersionOutcomes(model, expected, outcomes.outcomes(model)));
    }

    private Optional<ExpectedPerformance> expected(String model) {
        return references.of(model).map(ReferenceDistribution::expected);
    }

    private static Optional<Outcome> outcome(
            ExpectedPerformance expected, Observation observation, LabelledPrediction labelled, long sequence) {
        long time = observation.getEventTime();
        List<String> classes = expected.classes();
        return switch (expected.kind()) {
            case BINARY ->
                Optional.of(new Outcome(
                        sequence,
                        time,
                        List.of(observation.getScore()),
                        classes.indexOf(labelled.getLabel().toString()) == 1 ? 1 : 0));
            case REGRESSION ->
                labelled.getLabel() instanceof Number quantity
                        ? Optional.of(
                                new Outcome(sequence, time, List.of(observation.getScore()), quantity.doubleValue()))
                        : Optional.empty();
            case MULTICLASS ->
                // A class that the version does not know has no place in its metrics.
                Optional.of(classes.indexOf(labelled.getLabel().toString()))
                        .filter(truth -> truth >= 0)
                        .map(truth -> new Outcome(sequence, time, probabilities(classes, labelled), truth));
        };
    }

    private static List<Double> probabilities(List<String> classes, LabelledPrediction labelled) {
        return classes.stream()
                .map(name -> labelled.getProbabilities().getOrDefault(name, 0.0))
                .toList();
    }
}
