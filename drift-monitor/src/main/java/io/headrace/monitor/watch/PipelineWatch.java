package io.headrace.monitor.watch;

import io.headrace.monitor.alert.AlertDecision;
import io.headrace.monitor.alert.AlertPolicy;
import io.headrace.monitor.alert.AlertState;
import io.headrace.monitor.alert.CheckResult;
import io.headrace.monitor.alert.Occurrence;
import io.headrace.monitor.alert.WindowResult;
import io.headrace.monitor.avro.LabelledPrediction;
import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.ScoredRow;
import io.headrace.monitor.avro.StoredMeanings;
import io.headrace.monitor.avro.WatchState;
import io.headrace.monitor.drift.DriftTest;
import io.headrace.monitor.drift.WindowRule;
import io.headrace.monitor.reference.ReferenceDistribution;
import io.headrace.monitor.reference.ReferenceSource;
import io.headrace.monitor.window.SampledWindow;
import io.headrace.monitor.window.WindowEvaluation;
import io.headrace.monitor.window.WindowEvaluator;
import io.headrace.schemas.definition.Monitoring;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a whole pipeline, observation by observation in the order in which they count. Which version serves follows from the
 * predictions themselves, not from the registry at some moment: when enough in a row name another one, that one serves. Windows,
 * labelled predictions and alarms go on across the swap. All that it knows is in its stores. Mutable; one thread.
 */
public final class PipelineWatch {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineWatch.class);

    /** At a swap predictions of both versions come mixed for a moment: they come from several partitions. */
    private static final int MOST_ROWS_BEFORE_SWITCH = 100;

    private final WindowRule rule;
    private final ReferenceSource references;
    private final WatchStores stores;
    private final MonitorOutput output;
    private final MonitorListener listener;
    private final AlertPolicy policy;
    private final Reports reports;
    private final WindowEvaluator evaluator;
    private final WatchState state;
    private final RowWindow window;
    private final Statistics statistics;
    private final PerformanceWatch performance;
    private final OutcomeStore outcomes;
    private final Maturity maturity;
    private final Map<String, Long> meaningSince;
    private AlertState alerts;
    private boolean isChanged;

    /** A watch that goes on where the stores say. */
    public PipelineWatch(
            PipelineDefinition definition,
            AvroSerdes serdes,
            WindowRule rule,
            ReferenceSource source,
            Surroundings surroundings) {
        Monitoring monitor = definition.monitor();
        this.rule = rule;
        this.references = new CachedReferences(source);
        this.stores = surroundings.stores();
        this.output = surroundings.output();
        this.listener = surroundings.listener();
        this.policy = new AlertPolicy(definition);
        this.reports = new Reports(definition);
        this.evaluator = new WindowEvaluator(new DriftTest(monitor.falseAlarmRate(), monitor.minimumPsi()), rule);
        this.state = stores.watch();
        this.window = new RowWindow(rule, stores, state, new StoredRows(serdes));
        this.statistics = new Statistics(stores);
        this.outcomes = new OutcomeStore(stores, monitor.labelledWindow());
        this.maturity = new Maturity(definition.labels(), state);
        this.performance = new PerformanceWatch(monitor, references, outcomes, state);
        this.alerts = stores.alerts().map(StoredAlertState::read).orElse(AlertState.QUIET);
        this.meaningSince = adapt(definition);
        stores.beforeCommit(this::write);
    }

    /**
     * What the watch works with.
     *
     * @param stores its memory
     * @param output where its results go
     * @param listener hears what it does
     */
    public record Surroundings(WatchStores stores, MonitorOutput output, MonitorListener listener) {}

    /** An observation has come, to be taken when it is its turn. */
    void came(Observation observation) {
        isChanged |= maturity.came(observation);
    }

    /** Whether it counts yet. One that does not, although nothing is waited for, is taken when event time has come further. */
    boolean counts(Observation observation) {
        return maturity.counts(observation);
    }

    /** Takes the next observation. */
    public void accept(Observation observation) {
        isChanged = true;
        switch (observation.getBody()) {
            case ScoredRow row -> row(observation, row);
            case LabelledPrediction label -> label(observation, label);
            default ->
                throw new IllegalStateException("an observation is a scored row or a labelled prediction, found "
                        + observation.getBody().getClass());
        }
    }

    private void write() {
        if (isChanged) {
            stores.put(state);
            window.write();
            outcomes.write();
            isChanged = false;
        }
    }

    /** What features meant before decides what of the past still counts. */
    private Map<String, Long> adapt(PipelineDefinition definition) {
        StoredMeanings before = stores.meanings().orElseGet(() -> new StoredMeanings(Map.of(), Map.of()));
        FeatureMeanings meanings = FeatureMeanings.of(definition, before, state.getNextRow());
        if (!meanings.now().equals(before)) {
            stores.put(meanings.now());
        }
        if (!meanings.changed().isEmpty()) {
            meanings.changed().forEach(statistics::forget);
            alerts = alerts.withoutFeatures(meanings.changed());
            stores.put(StoredAlertState.write(alerts));
            LOG.info(
                    "features {} are gone or mean something else now: what was known of them is forgotten, and rows count"
                            + " anew",
                    meanings.changed());
        }
        return Map.copyOf(meanings.now().getSince());
    }

    private void row(Observation observation, ScoredRow row) {
        String model = observation.getModel();
        boolean watched = references.of(model).isPresent();
        long time = Math.max(state.getTime(), observation.getTime());
        if (watched && window.endsBefore(time)) {
            close();
        }
        followServing(model);
        if (watched) {
            window.add(observation, row, time);
        }
        listener.row(watched);
    }

    private void close() {
        Optional<ReferenceDistribution> version = references.of(state.getModel());
        Optional<PerformanceReading> reading = performance.current();
        version.ifPresent(reference -> {
            SampledWindow rows = window.open(meaningSince);
            evaluator
                    .evaluate(reference, rows, () -> window.previous(meaningSince), statistics::of, alerts.statistics())
                    .ifPresent(evaluation -> closed(reference.model(), evaluation, reading));
        });
        window.close();
    }

    private void closed(String model, WindowEvaluation evaluation, Optional<PerformanceReading> reading) {
        evaluation.states().forEach(statistics::put);
        boolean dropStands = alerts.dropped().isPresent();
        output.report(reports.report(
                model, evaluation.reported(), state, reading.map(one -> Reports.performance(one, dropStands))));
        listener.window(evaluation.reported());
        publish(policy.afterWindow(
                alerts,
                new WindowResult(
                        model,
                        new Occurrence(state.getTime(), state.getNextRow()),
                        evaluation,
                        reading.filter(one -> one.models().getLast().equals(model))
                                .map(PerformanceReading::metric))));
    }

    private void label(Observation observation, LabelledPrediction label) {
        boolean counted = performance.take(observation, label);
        listener.label(counted);
        if (counted) {
            performance.due(observation.getModel()).forEach(this::check);
        }
    }

    /** Only what serves can be alarmed about: a version that was replaced is past helping. */
    private void check(PerformanceReading reading) {
        listener.performance(reading.metric());
        String serving = state.getModel();
        if (reading.models().size() > 1 || reading.models().getFirst().equals(serving)) {
            publish(policy.afterCheck(
                    alerts,
                    new CheckResult(
                            serving,
                            reading.subject(),
                            reading.metric(),
                            reading.oldest(),
                            new Occurrence(state.getTime(), state.getNextOutcome()))));
        }
    }

    private void publish(AlertDecision decision) {
        output.publish(decision);
        if (!decision.state().equals(alerts)) {
            alerts = decision.state();
            stores.put(StoredAlertState.write(alerts));
        }
    }

    private void followServing(String model) {
        if (model.equals(state.getModel())) {
            state.setNextModelRows(0);
            state.setModelRows(state.getModelRows() + 1);
            return;
        }
        int rows = model.equals(state.getNextModel()) ? state.getNextModelRows() + 1 : 1;
        state.setNextModel(model);
        state.setNextModelRows(rows);
        if (state.getModel().isEmpty() || rows >= rowsBeforeSwitch()) {
            if (!state.getModel().isEmpty()) {
                performance.replaced(state.getModel(), state.getModelRows());
            }
            state.setModel(model);
            state.setModelRows(rows);
            state.setNextModel("");
            state.setNextModelRows(0);
        }
    }

    private int rowsBeforeSwitch() {
        return Math.clamp(rule.rows() / 10, 1, MOST_ROWS_BEFORE_SWITCH);
    }
}
