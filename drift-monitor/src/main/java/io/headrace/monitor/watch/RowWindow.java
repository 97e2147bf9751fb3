package io.headrace.monitor.watch;

import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.ScoredRow;
import io.headrace.monitor.avro.StoredRow;
import io.headrace.monitor.avro.WatchState;
import io.headrace.monitor.drift.WindowRule;
import io.headrace.monitor.window.SampledWindow;
import java.util.List;
import java.util.Map;

/**
 * The open window and the one before, as rows in the store. Of a long window an even sample is kept: whenever it holds too many,
 * each second one goes. Where it stands is in the watch's state.
 */
final class RowWindow {

    private final WindowRule rule;
    private final WatchStores stores;
    private final WatchState state;
    private final StoredRows reader;

    RowWindow(WindowRule rule, WatchStores stores, WatchState state, StoredRows reader) {
        this.rule = rule;
        this.stores = stores;
        this.state = state;
        this.reader = reader;
    }

    /** Whether the window is full, so that a row of this event time belongs to the next. */
    boolean endsBefore(long eventTime) {
        return state.getWindowRows() > 0
                && rule.endsBefore(state.getWindowStart(), state.getTime(), eventTime, state.getWindowRows());
    }

    /**
     * Counts a row.
     *
     * @param eventTime epoch milliseconds; at least that of the row before
     */
    void add(Observation observation, ScoredRow row, long eventTime) {
        if (state.getWindowRows() == 0) {
            state.setWindowStart(eventTime);
        }
        state.setTime(eventTime);
        state.setWindowRows(state.getWindowRows() + 1);
        long sequence = state.getNextRow();
        state.setNextRow(sequence + 1);
        long hash = SampleHash.of(observation.getEventId());
        if (isKept(hash)) {
            keep(new StoredRow(
                    sequence, eventTime, observation.getModel(), observation.getScore(), hash, row.getRow()));
        }
        while (state.getSampled() > rule.mostSampled() && state.getThinning() < Long.SIZE) {
            thin();
        }
    }

    SampledWindow open(Map<String, Long> meaningSince) {
        return read(state.getBuffer(), state.getSampled(), meaningSince);
    }

    SampledWindow previous(Map<String, Long> meaningSince) {
        return read(1 - state.getBuffer(), state.getPreviousSampled(), meaningSince);
    }

    /** Begins the next window; the open one is the previous one from now on. */
    void close() {
        state.setPreviousSampled(state.getSampled());
        state.setBuffer(1 - state.getBuffer());
        state.setWindowRows(0);
        state.setSampled(0);
        state.setThinning(0);
    }

    private void keep(StoredRow row) {
        stores.putRow(state.getBuffer(), state.getSampled(), row);
        state.setSampled(state.getSampled() + 1);
    }

    private boolean isKept(long hash) {
        return Long.numberOfTrailingZeros(hash) >= state.getThinning();
    }

    private void thin() {
        List<StoredRow> rows = stores.rows(state.getBuffer(), state.getSampled());
        state.setThinning(state.getThinning() + 1);
        state.setSampled(0);
        rows.stream().filter(row -> isKept(row.getHash())).forEach(this::keep);
    }

    private SampledWindow read(int buffer, int slots, Map<String, Long> meaningSince) {
        return new SampledWindow(
                stores.rows(buffer, slots).stream()
                        .flatMap(row -> reader.read(row).stream())
                        .toList(),
                meaningSince);
    }
}
