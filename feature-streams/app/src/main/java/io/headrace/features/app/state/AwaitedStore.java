package io.headrace.features.app.state;

import io.headrace.features.app.labelling.Awaited;
import io.headrace.features.app.labelling.AwaitedCodec;
import io.headrace.features.app.labelling.AwaitedEvents;
import io.headrace.features.app.labelling.JoinProgress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Awaited events in Kafka Streams stores: by id, an index by turn, and how far the join has got. */
public final class AwaitedStore implements AwaitedEvents {

    private static final String ONLY_KEY = "progress";
    private static final int TURNS_READY = 2000;

    /**
     * The stores of one join.
     *
     * @param byId name of the store of events
     * @param byTurn name of the index
     * @param progress name of the store of what {@link JoinProgress} says
     */
    public record Names(String byId, String byTurn, String progress) {

        /** Of the join that makes examples. */
        public static final Names OF_EXAMPLES = new Names("awaited-events", "awaited-turns", "join-progress");

        /** Of the join that tells stages what to learn. */
        public static final Names OF_LEARNING = new Names("unlearned-events", "unlearned-turns", "learning-progress");

        public Set<StoreBuilder<?>> builders() {
            return Set.of(
                    // Cached: what comes and goes between two commits costs no more than memory.
                    Stores.keyValueStoreBuilder(
                                    Stores.persistentKeyValueStore(byId), Serdes.String(), Serdes.ByteArray())
                            .withCachingEnabled(),
                    Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(byTurn), Serdes.Bytes(), Serdes.ByteArray()),
                    Stores.keyValueStoreBuilder(
                                    Stores.persistentKeyValueStore(progress), Serdes.String(), Serdes.ByteArray())
                            .withCachingEnabled());
        }
    }

    private final KeyValueStore<String, byte[]> byId;
    private final Turns turns;
    private final KeyValueStore<String, byte[]> progress;

    AwaitedStore(Names names, ProcessorContext<?, ?> context) {
        byId = context.getStateStore(names.byId());
        turns = new Turns(context.getStateStore(names.byTurn()), TURNS_READY);
        progress = context.getStateStore(names.progress());
    }

    JoinProgress progress() {
        byte[] stored = progress.get(ONLY_KEY);
        return stored == null ? JoinProgress.NONE : JoinProgress.read(stored);
    }

    void save(JoinProgress now) {
        progress.put(ONLY_KEY, now.toBytes());
    }

    @Override
    public Optional<Awaited> get(String id) {
        return Optional.ofNullable(byId.get(id)).map(AwaitedCodec::read);
    }

    @Override
    public void put(String id, Awaited awaited) {
        byId.put(id, AwaitedCodec.write(awaited));
    }

    @Override
    public void remove(String id) {
        byId.delete(id);
    }

    @Override
    public void schedule(Turn turn) {
        turns.add(turn);
    }

    @Override
    public void unschedule(Turn turn) {
        turns.remove(turn);
    }

    @Override
    public List<Turn> earliest(long before, int most) {
        return turns.before(before, most);
    }
}
