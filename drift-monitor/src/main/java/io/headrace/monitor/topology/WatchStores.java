package io.headrace.monitor.topology;

import io.headrace.monitor.avro.StoredOutcome;
import io.headrace.monitor.avro.WatchState;
import io.headrace.monitor.drift.Block;
import io.headrace.monitor.performance.Outcome;
import io.headrace.schemas.serde.AvroSerdes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The watch's memory: where it stands, the blocks of the open window, the counts of the champion's first window, and the last
 * labelled predictions. The stores are cached, so what changes with every row is written once a commit.
 */
final class WatchStores {

    static final String STATE = "watch-state";
    static final String BLOCKS = "window-blocks";
    static final String OUTCOMES = "labelled-predictions";

    private static final int FIRST_WINDOW = -1;

    private final String pipeline;
    private final KeyValueStore<String, WatchState> state;
    private final KeyValueStore<Integer, byte[]> blocks;
    private final KeyValueStore<Integer, StoredOutcome> outcomes;

    WatchStores(ProcessorContext<?, ?> context, String pipeline) {
        this.pipeline = pipeline;
        state = context.getStateStore(STATE);
        blocks = context.getStateStore(BLOCKS);
        outcomes = context.getStateStore(OUTCOMES);
    }

    /** In a fixed order, so that the topology's description is the same in every process. */
    static Set<StoreBuilder<?>> builders(AvroSerdes serdes) {
        return new LinkedHashSet<>(List.of(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(STATE),
                                Serdes.String(),
                                serdes.specific(WatchState.class))
                        .withCachingEnabled(),
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(BLOCKS), Serdes.Integer(), Serdes.ByteArray())
                        .withCachingEnabled(),
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(OUTCOMES),
                                Serdes.Integer(),
                                serdes.specific(StoredOutcome.class))
                        .withCachingEnabled()));
    }

    WatchState state() {
        WatchState stored = state.get(pipeline);
        return stored == null ? WatchState.newBuilder().build() : stored;
    }

    void put(WatchState now) {
        state.put(pipeline, now);
    }

    List<Block> blocks() {
        List<Block> found = new ArrayList<>();
        for (byte[] stored = blocks.get(0); stored != null; stored = blocks.get(found.size())) {
            found.add(Block.fromBytes(stored));
        }
        return found;
    }

    /**
     * Keeps the open window.
     *
     * @param now its blocks
     * @param before how many it had when it was last kept: where that is one or none less, only the last has changed
     */
    void putBlocks(List<Block> now, int before) {
        int firstChanged = now.size() == before || now.size() == before + 1 ? Math.max(0, now.size() - 1) : 0;
        for (int i = firstChanged; i < now.size(); i++) {
            blocks.put(i, now.get(i).toBytes());
        }
        for (int i = now.size(); i < before; i++) {
            blocks.delete(i);
        }
    }

    Optional<Block> firstWindow() {
        return Optional.ofNullable(blocks.get(FIRST_WINDOW)).map(Block::fromBytes);
    }

    void putFirstWindow(Block total) {
        blocks.put(FIRST_WINDOW, total.toBytes());
    }

    List<Outcome> outcomes() {
        List<Outcome> found = new ArrayList<>();
        for (StoredOutcome stored = outcomes.get(0); stored != null; stored = outcomes.get(found.size())) {
            found.add(new Outcome(stored.getEventTime(), stored.getPredicted(), stored.getTruth()));
        }
        return found;
    }

    void putOutcome(int slot, Outcome outcome) {
        outcomes.put(slot, new StoredOutcome(outcome.eventTime(), outcome.predicted(), outcome.truth()));
    }

    void clearOutcomes(int size) {
        for (int slot = 0; slot < size; slot++) {
            outcomes.delete(slot);
        }
    }
}
