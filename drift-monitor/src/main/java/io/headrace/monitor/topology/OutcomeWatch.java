package io.headrace.monitor.topology;

import io.headrace.monitor.avro.LabelledPrediction;
import io.headrace.monitor.baseline.Baseline;
import io.headrace.monitor.performance.LiveMetric;
import io.headrace.monitor.performance.Outcome;
import io.headrace.monitor.performance.OutcomeWindow;
import io.headrace.monitor.performance.PerformanceTest;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.List;
import java.util.Optional;

/**
 * Watches how a version's predictions turn out: the last so many of them that got a label. Labels of one version go on coming
 * long after the next one serves; they count until the first of the new one's come. Where silence means the negative class,
 * a version's count begins with its first label by silence: until then only given labels come, and nearly all of these are
 * positives. Mutable; one thread.
 */
final class OutcomeWatch {

    /** Fewer than this share of the window tell nothing yet. */
    private static final int LEAST_SHARE = 10;

    private final PipelineDefinition definition;
    private final PerformanceTest test;
    private final WatchStores stores;
    private Optional<Baseline> version;
    private OutcomeWindow window;

    OutcomeWatch(PipelineDefinition definition, WatchStores stores, Optional<Baseline> version, long added) {
        this.definition = definition;
        this.test = new PerformanceTest(
                definition.monitor().falseAlarmRate(), definition.monitor().performanceDrop());
        this.stores = stores;
        this.version = version;
        this.window = OutcomeWindow.restored(
                definition.monitor().labelledWindow(), version.isPresent() ? stores.outcomes() : List.of(), added);
    }

    /** The version whose outcomes are kept; empty before the first. */
    String model() {
        return version.map(Baseline::model).orElse("");
    }

    long added() {
        return window.added();
    }

    /** Event time of the oldest outcome kept. */
    long oldest() {
        return window.outcomes().stream().mapToLong(Outcome::eventTime).min().orElse(0);
    }

    /**
     * Takes a labelled prediction.
     *
     * @param serving the version that serves, which the count goes over to with the first fitting label of it
     * @return whether it was counted
     */
    boolean take(String model, long eventTime, LabelledPrediction labelled, Optional<Baseline> serving) {
        boolean ofServing = serving.map(Baseline::model).filter(model::equals).isPresent();
        if (ofServing && !model.equals(model()) && mayBegin(labelled)) {
            stores.clearOutcomes(window.size());
            version = serving;
            window = OutcomeWindow.empty(window.capacity());
        }
        Optional<Outcome> outcome =
                version.filter(kept -> kept.model().equals(model)).flatMap(kept -> outcome(kept, eventTime, labelled));
        outcome.ifPresent(one -> stores.putOutcome(window.add(one), one));
        return outcome.isPresent();
    }

    /** Whether a check is due after the outcome just taken. */
    boolean isCheckDue() {
        int between = Math.max(1, window.capacity() / PerformanceTest.CHECKS_PER_TURN);
        return window.isFull() && window.added() % between == 0;
    }

    /** How it does; empty while too few labels came to say. */
    Optional<LiveMetric> live() {
        return version.filter(_ -> window.size() * LEAST_SHARE >= window.capacity())
                .map(kept -> test.judge(kept.promise(), window.outcomes()))
                .filter(metric -> !Double.isNaN(metric.value()));
    }

    private boolean mayBegin(LabelledPrediction labelled) {
        return definition.labels().silence() == Labels.Silence.UNLABELLED || labelled.getBySilence();
    }

    private Optional<Outcome> outcome(Baseline kept, long eventTime, LabelledPrediction labelled) {
        return switch (kept.promise().kind()) {
            case BINARY ->
                Optional.of(new Outcome(
                        eventTime,
                        List.of(labelled.getScore()),
                        labelled.getLabel()
                                        .toString()
                                        .equals(definition.problem().positive())
                                ? 1
                                : 0));
            case REGRESSION ->
                labelled.getLabel() instanceof Number quantity
                        ? Optional.of(new Outcome(eventTime, List.of(labelled.getScore()), quantity.doubleValue()))
                        : Optional.empty();
            case MULTICLASS -> multiclass(kept, eventTime, labelled);
        };
    }

    /** A class the version does not know has no place in its metrics. */
    private static Optional<Outcome> multiclass(Baseline kept, long eventTime, LabelledPrediction labelled) {
        int truth = kept.classes().indexOf(labelled.getLabel().toString());
        return truth < 0
                ? Optional.empty()
                : Optional.of(new Outcome(
                        eventTime,
                        kept.classes().stream()
                                .map(name -> labelled.getProbabilities().getOrDefault(name, 0.0))
                                .toList(),
                        truth));
    }
}
