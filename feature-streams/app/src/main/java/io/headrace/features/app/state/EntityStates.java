package io.headrace.features.app.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.features.app.labelling.AwaitedEvents.Turn;
import io.headrace.features.engine.EntityPieces;
import io.headrace.features.engine.EntityState;
import io.headrace.features.engine.LearnedLabel;
import io.headrace.features.engine.Lives;
import io.headrace.features.engine.Stage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A stage's entities in one partition. The store has all of them, always, in pieces of bounded size; those seen last are also ready in
 * memory, with the pieces that were in use, so that an entity which comes often need not be read again from its bytes. An entity of
 * which nothing is in reach of any feature any more is removed.
 *
 * <p>What was recorded in an earlier life of the stage, or of its labels, counts as never seen.
 */
public final class EntityStates {

    /** Pieces in memory: some 10 MB. */
    private static final int MOST_READY = 10_000;

    /** An entity's last use is noted to within this part of the look-back: most events then leave the note as it is. */
    private static final int NOTES_PER_LOOK_BACK = 16;

    private static final int MOST_REMOVED_AT_ONCE = 100;

    /** Pieces of an entity removed at once: a large one leaves in several steps. */
    private static final int MOST_FORGOTTEN = 64;

    private static final int TURNS_READY = 500;

    /** Behind all keys that the engine gives its pieces. */
    private static final byte[] PAST_ALL_KEYS = {-1};

    private final Stage stage;
    private final KeyValueStore<Bytes, byte[]> store;
    private final Turns byUse;
    private final Map<String, EntityState> ready = new LinkedHashMap<>(16, 0.75f, true);
    private final long noteEvery;
    private long readySize;
    private Lives lives = Lives.FIRST;

    public EntityStates(Stage stage, ProcessorContext<?, ?> context) {
        this.stage = stage;
        this.store = context.getStateStore(storeName(stage));
        this.byUse = new Turns(context.getStateStore(byUseName(stage)), TURNS_READY);
        this.noteEvery = Math.max(1, stage.lookBack() / NOTES_PER_LOOK_BACK);
    }

    /** Cached: a piece goes to the changelog once a commit, however many of its events came. */
    public static Set<StoreBuilder<?>> stores(Stage stage) {
        return new LinkedHashSet<>(List.of(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(storeName(stage)), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingEnabled(),
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(byUseName(stage)), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingEnabled()));
    }

    /**
     * What is recorded from now on belongs to these lives; what belongs to others is not known any more.
     *
     * @param events of the stage
     * @param labels of its labels
     */
    public void live(int events, int labels) {
        Lives now = new Lives(events, labels);
        if (!now.equals(lives)) {
            lives = now;
            ready.clear();
            readySize = 0;
        }
    }

    /**
     * Answers the stage's features and records the event.
     *
     * @param progress event time of the stream, epoch milliseconds; the least long while unknown
     */
    public void observe(GenericRecord event, double[] answers, long progress) {
        stage.entity(event)
                .ifPresentOrElse(
                        entity -> {
                            EntityState state = take(entity, progress);
                            long usedBefore = note(state);
                            stage.observe(state, event, answers, progress);
                            put(entity, state, usedBefore);
                        },
                        () -> stage.missing(answers));
        removeIdle(progress);
    }

    /** Records a label, if the event belonged to an entity. */
    public void learn(Map<String, String> keys, LearnedLabel label, long progress) {
        stage.entity(keys).ifPresent(entity -> learn(entity, label, progress));
    }

    /** Records a label of an entity's event. */
    public void learn(String entity, LearnedLabel label, long progress) {
        EntityState state = take(entity, progress);
        long usedBefore = note(state);
        stage.learn(state, label, progress);
        put(entity, state, usedBefore);
    }

    /** Of one that is not in reach any more, as much is removed as may be at once. */
    private EntityState take(String entity, long progress) {
        EntityState state = ready.get(entity);
        if (state == null) {
            state = stage.read(new Pieces(entity), lives);
            ready.put(entity, state);
        } else {
            readySize -= state.piecesInMemory();
        }
        if (!state.isEmpty() && progress >= 0 && stage.isExpired(state, progress)) {
            long usedBefore = note(state);
            stage.forget(state, progress, MOST_FORGOTTEN);
            if (note(state) != usedBefore) {
                byUse.remove(new Turn(usedBefore, entity));
                byUse.add(turn(state, entity));
            }
        }
        return state;
    }

    private void put(String entity, EntityState state, long usedBefore) {
        stage.write(state, new Pieces(entity));
        long used = note(state);
        if (used != usedBefore) {
            byUse.remove(new Turn(usedBefore, entity));
            byUse.add(turn(state, entity));
        }
        readySize += state.piecesInMemory();
        Iterator<EntityState> eldest = ready.values().iterator();
        while (readySize > MOST_READY && ready.size() > 1) {
            readySize -= eldest.next().piecesInMemory();
            eldest.remove();
        }
    }

    /** When it is looked at again: one of which nothing is left as soon as may be. */
    private Turn turn(EntityState state, String entity) {
        return new Turn(Math.max(0, note(state)), entity);
    }

    /** The start of the stretch of time in which an entity was last used; below any time where it never was. */
    private long note(EntityState state) {
        long newest = state.newestSince();
        return newest < 0 ? -1 : newest - newest % noteEvery;
    }

    private void removeIdle(long progress) {
        if (progress < 0) {
            return;
        }
        for (Turn turn : byUse.before(progress - stage.lookBack() - 2 * noteEvery, MOST_REMOVED_AT_ONCE)) {
            byUse.remove(turn);
            removeIfIdle(turn.id(), progress);
        }
    }

    /**
     * A note that another definition made, with stretches of another length, says nothing of an entity that was used since. A large
     * entity has its turn again until nothing is left of it.
     */
    private void removeIfIdle(String entity, long progress) {
        EntityState held = ready.get(entity);
        Pieces pieces = new Pieces(entity);
        EntityState state = held == null ? stage.read(pieces, lives) : held;
        if (stage.isExpired(state, progress)) {
            readySize -= held == null ? 0 : held.piecesInMemory();
            ready.remove(entity);
            stage.forget(state, progress, MOST_FORGOTTEN);
            stage.write(state, pieces);
            if (!state.isEmpty() || pieces.removeOfEarlierLives()) {
                byUse.add(turn(state, entity));
            }
        } else {
            byUse.add(turn(state, entity));
        }
    }

    /** One entity's pieces in the store: the length of its name, its name, the piece's key. */
    private final class Pieces implements EntityPieces, EntityPieces.Changes {

        private final byte[] entity;

        Pieces(String entity) {
            this.entity = entity.getBytes(UTF_8);
        }

        @Override
        public Optional<byte[]> read(byte[] key) {
            return Optional.ofNullable(store.get(storeKey(key)));
        }

        @Override
        public void put(byte[] key, byte[] piece) {
            store.put(storeKey(key), piece);
        }

        // A store's own delete first reads what it removes. Kafka's types have no place for "may be null", but a value
        // may be.
        @SuppressWarnings("NullAway")
        private void removeAt(Bytes key) {
            store.put(key, null);
        }

        @Override
        public void remove(byte[] key) {
            removeAt(storeKey(key));
        }

        /**
         * Of an entity of which nothing is known any more.
         *
         * @return whether there may be more of them
         */
        boolean removeOfEarlierLives() {
            Bytes first = storeKey(new byte[0]);
            Bytes last = storeKey(PAST_ALL_KEYS);
            List<Bytes> found = new ArrayList<>();
            try (KeyValueIterator<Bytes, byte[]> pieces = store.range(first, last)) {
                while (pieces.hasNext() && found.size() < MOST_FORGOTTEN) {
                    found.add(pieces.next().key);
                }
            }
            found.forEach(this::removeAt);
            return found.size() == MOST_FORGOTTEN;
        }

        private Bytes storeKey(byte[] key) {
            return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES + entity.length + key.length)
                    .putInt(entity.length)
                    .put(entity)
                    .put(key)
                    .array());
        }
    }

    private static String storeName(Stage stage) {
        return "entities-" + stage.name();
    }

    private static String byUseName(Stage stage) {
        return "entities-" + stage.name() + "-by-use";
    }
}
