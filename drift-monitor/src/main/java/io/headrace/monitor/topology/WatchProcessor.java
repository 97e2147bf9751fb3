package io.headrace.monitor.topology;

import io.headrace.monitor.alarm.AlarmDesk;
import io.headrace.monitor.alarm.AlarmState;
import io.headrace.monitor.alarm.Decision;
import io.headrace.monitor.avro.LabelledPrediction;
import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.ScoredRow;
import io.headrace.monitor.avro.WatchState;
import io.headrace.monitor.baseline.Baseline;
import io.headrace.monitor.baseline.BaselineSource;
import io.headrace.monitor.baseline.LiveRow;
import io.headrace.monitor.drift.WindowRule;
import io.headrace.monitor.topology.DriftWatch.Performance;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.schemas.time.EventClock;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Watches a whole pipeline: all its observations come here, in one partition. Which version serves is told by the predictions
 * themselves, not by the registry at some moment: when so many in a row name another one, the watch goes over to it. All that
 * it knows is in its stores.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class WatchProcessor implements Processor<String, Observation, Object, Object> {

    /** At a swap predictions of both versions come mixed for a moment: they come from several partitions. */
    private static final int MOST_ROWS_BEFORE_SWITCH = 100;

    private final PipelineDefinition definition;
    private final BaselineSource baselines;
    private final MonitorTimes times;
    private final WindowRule rule;
    private final MonitorListener listener;
    private final AlarmDesk desk;
    private WatchStores stores;
    private Outlet outlet;
    private WatchState state;
    private AlarmState said;
    private Optional<DriftWatch> drift;
    private OutcomeWatch outcomes;

    WatchProcessor(PipelineDefinition definition, BaselineSource baselines, WindowRule rule, MonitorListener listener) {
        this.definition = definition;
        this.baselines = baselines;
        this.times = MonitorTimes.of(definition);
        this.rule = rule;
        this.listener = listener;
        this.desk = new AlarmDesk(definition);
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        String pipeline = definition.pipeline().value();
        stores = new WatchStores(context, pipeline);
        outlet = new Outlet(pipeline, context, listener);
        state = stores.state();
        said = StoredAlarms.read(state);
        drift = baseline(state.getModel())
                .map(baseline -> resume(baseline, state.getOwnReference(), state.getTakenOff(), state.getWindowEnd()));
        outcomes = new OutcomeWatch(definition, stores, baseline(state.getOutcomeModel()), state.getOutcomes());
    }

    @Override
    public void process(Record<String, Observation> record) {
        Observation observation = record.value();
        switch (observation.getBody()) {
            case ScoredRow row -> {
                // A label is about an event of long ago: only rows tell how far the stream has got.
                moveClock(observation.getEventTime());
                row(observation.getModel(), row);
            }
            case LabelledPrediction label -> label(observation, label);
            default ->
                throw new IllegalStateException("an observation is a scored row or a labelled prediction, found "
                        + observation.getBody().getClass());
        }
        keep();
    }

    private void row(String model, ScoredRow row) {
        followServing(model);
        boolean watched = drift.isPresent() && model.equals(state.getModel());
        if (watched) {
            LiveRow live = new LiveRow(values(row), row.getScore());
            said = drift.get().row(live, state.getClock(), said, this::performance);
        }
        listener.row(watched);
    }

    private void label(Observation observation, LabelledPrediction label) {
        boolean counted = outcomes.take(
                observation.getModel(), observation.getEventTime(), label, drift.map(DriftWatch::baseline));
        listener.label(counted);
        if (counted && outcomes.isCheckDue()) {
            performance().ifPresent(this::check);
        }
    }

    /** Only the version that serves can be alarmed about; the one before is past helping. */
    private void check(Performance performance) {
        listener.performance(performance.metric());
        if (outcomes.model().equals(state.getModel())) {
            Decision decision =
                    desk.afterCheck(said, outcomes.model(), performance.metric(), outcomes.oldest(), state.getClock());
            outlet.say(decision);
            said = decision.state();
        }
    }

    private Optional<Performance> performance() {
        return outcomes.live()
                .map(metric -> new Performance(
                        metric,
                        Reports.performance(
                                outcomes.model(),
                                metric,
                                said.dropped() && outcomes.model().equals(state.getModel()))));
    }

    private void followServing(String model) {
        if (model.equals(state.getModel())) {
            state.setNextModelRows(0);
            return;
        }
        int rows = model.equals(state.getNextModel()) ? state.getNextModelRows() + 1 : 1;
        state.setNextModel(model);
        state.setNextModelRows(rows);
        if (state.getModel().isEmpty() || rows >= rowsBeforeSwitch()) {
            goOverTo(model);
        }
    }

    private int rowsBeforeSwitch() {
        return Math.clamp(rule.rows() / 10, 1, MOST_ROWS_BEFORE_SWITCH);
    }

    private void goOverTo(String model) {
        drift.ifPresent(DriftWatch::clear);
        state.setModel(model);
        state.setNextModel("");
        state.setNextModelRows(0);
        said = said.forNewChampion();
        drift = baseline(model).map(baseline -> resume(baseline, List.of(), false, 0));
    }

    private DriftWatch resume(Baseline baseline, List<String> own, boolean takenOff, long windowEnd) {
        return DriftWatch.resume(definition, rule, stores, outlet, listener, baseline, own, takenOff, windowEnd);
    }

    private Optional<Baseline> baseline(String model) {
        return model.isEmpty() ? Optional.empty() : baselines.of(model);
    }

    private void moveClock(long eventTime) {
        EventClock before = new EventClock(state.getClock(), state.getClockStride());
        EventClock after =
                before.now() == 0 ? EventClock.startingAt(eventTime) : before.after(eventTime, times.clock());
        state.setClock(after.now());
        state.setClockStride(after.stride());
    }

    private void keep() {
        StoredAlarms.write(said, state);
        state.setTakenOff(drift.map(DriftWatch::takenOff).orElse(false));
        state.setOwnReference(drift.map(DriftWatch::own).orElse(List.of()));
        state.setWindowEnd(drift.map(DriftWatch::windowEnd).orElse(0L));
        state.setOutcomeModel(outcomes.model());
        state.setOutcomes(outcomes.added());
        stores.put(state);
    }

    private static FeatureValues values(ScoredRow row) {
        return new FeatureValues(
                row.getNumeric().stream().mapToDouble(Double::doubleValue).toArray(),
                row.getCategorical().toArray(String[]::new));
    }
}
