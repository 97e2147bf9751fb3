package io.headrace.monitor.watch;

import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.ScoredRow;
import io.headrace.monitor.avro.StoredRow;
import io.headrace.monitor.avro.WatchState;
import io.headrace.monitor.drift.WindowRule;
import io.headrace.monitor.window.SampledWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The open window and the one before, as blocks of rows in the store; the block that is being filled is in memory. Of a long
 * window an even sample is kept: whenever it holds too many, each second one goes. Where it stands is in the watch's state.
 */
final class RowWindow {

    /** Rows of a block; fewer where they are large. */
    static final int BLOCK_ROWS = 64;

    private static final int BLOCK_BYTES = 64 * 1024;

    private final WindowRule rule;
    private final WatchStores stores;
    private final WatchState state;
    private final StoredRows reader;
    private List<StoredRow> open;
    private int openBytes;
    private boolean isChanged;

    RowWindow(WindowRule rule, WatchStores stores, WatchState state, StoredRows reader) {
        this.rule = rule;
        this.stores = stores;
        this.state = state;
        this.reader = reader;
        this.open = new ArrayList<>(stores.rows(state.getOpenBlock()));
        this.openBytes = open.stream().mapToInt(row -> row.getRow().remaining()).sum();
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
        return read(openRows(), meaningSince);
    }

    SampledWindow previous(Map<String, Long> meaningSince) {
        return read(blocks(state.getPreviousBlock(), state.getPreviousEnd()), meaningSince);
    }

    /** The open window's rows as they are stored. */
    Stream<StoredRow> openRows() {
        return Stream.concat(blocks(state.getFirstBlock(), state.getOpenBlock()), List.copyOf(open).stream());
    }

    /** Begins the next window; the open one is the previous one from now on. */
    void close() {
        if (!open.isEmpty()) {
            next();
        }
        delete(state.getPreviousBlock(), state.getPreviousEnd());
        state.setPreviousBlock(state.getFirstBlock());
        state.setPreviousEnd(state.getOpenBlock());
        state.setFirstBlock(state.getOpenBlock());
        state.setWindowRows(0);
        state.setSampled(0);
        state.setThinning(0);
    }

    /** Writes the block that is being filled. */
    void write() {
        if (isChanged) {
            stores.putRows(state.getOpenBlock(), open);
            isChanged = false;
        }
    }

    private void keep(StoredRow row) {
        open.add(row);
        openBytes += row.getRow().remaining();
        state.setSampled(state.getSampled() + 1);
        isChanged = true;
        if (open.size() == BLOCK_ROWS || openBytes >= BLOCK_BYTES) {
            next();
        }
    }

    private void next() {
        stores.putRows(state.getOpenBlock(), open);
        state.setOpenBlock(state.getOpenBlock() + 1);
        open = new ArrayList<>();
        openBytes = 0;
        isChanged = false;
    }

    private boolean isKept(long hash) {
        return Long.numberOfTrailingZeros(hash) >= state.getThinning();
    }

    /** Block by block, so that not all rows are in memory at once. */
    private void thin() {
        if (!open.isEmpty()) {
            next();
        }
        long from = state.getFirstBlock();
        long until = state.getOpenBlock();
        state.setThinning(state.getThinning() + 1);
        state.setSampled(0);
        for (long block = from; block < until; block++) {
            stores.rows(block).stream().filter(row -> isKept(row.getHash())).forEach(this::keep);
        }
        delete(from, until);
        state.setFirstBlock(until);
    }

    private Stream<StoredRow> blocks(long from, long until) {
        return LongStream.range(from, until).boxed().flatMap(block -> stores.rows(block).stream());
    }

    private void delete(long from, long until) {
        for (long block = from; block < until; block++) {
            stores.deleteRows(block);
        }
    }

    private SampledWindow read(Stream<StoredRow> rows, Map<String, Long> meaningSince) {
        return new SampledWindow(rows.flatMap(row -> reader.read(row).stream()).toList(), meaningSince);
    }
}
