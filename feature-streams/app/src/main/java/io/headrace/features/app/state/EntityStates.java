package io.headrace.features.app.state;

import io.headrace.features.app.labelling.AwaitedEvents.Turn;
import io.headrace.features.engine.EntityState;
import io.headrace.features.engine.LearnedLabel;
import io.headrace.features.engine.Stage;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A stage's entities in one partition. The store has all of them, always; those seen last are also ready in memory, so that an
 * entity which comes often, such as the one that all events are, need not be read again from its bytes. An entity of which
 * nothing is in reach of any feature any more is removed.
 *
 * <p>Stored is, in version 1: the version in a byte, the life of the stage and that of its labels in 4 bytes each, then what {@link
 * Stage#write} gives. What was written in an earlier life counts as never seen.
 */
public final class EntityStates {

    /** Events and labels in memory, 16 to some 50 bytes each. */
    private static final int MOST_READY = 200_000;

    /** What an entity also takes, in events. */
    private static final int ENTITY_COSTS = 16;

    /** An entity's last use is noted to within this part of the look-back: most events then leave the note as it is. */
    private static final int NOTES_PER_LOOK_BACK = 16;

    private static final int MOST_REMOVED_AT_ONCE = 100;
    private static final int TURNS_READY = 500;

    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + 2 * Integer.BYTES;

    private final Stage stage;
    private final KeyValueStore<String, byte[]> store;
    private final Turns byUse;
    private final Map<String, EntityState> ready = new LinkedHashMap<>(16, 0.75f, true);
    private final long noteEvery;
    private long readySize;
    private int life;
    private int lifeOfLabels;

    public EntityStates(Stage stage, ProcessorContext<?, ?> context) {
        this.stage = stage;
        this.store = context.getStateStore(storeName(stage));
        this.byUse = new Turns(context.getStateStore(byUseName(stage)), TURNS_READY);
        this.noteEvery = Math.max(1, stage.lookBack() / NOTES_PER_LOOK_BACK);
    }

    /** Cached: an entity with many events goes to the changelog once a commit. */
    public static Set<StoreBuilder<?>> stores(Stage stage) {
        return new LinkedHashSet<>(List.of(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(storeName(stage)), Serdes.String(), Serdes.ByteArray())
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
        if (events != life || labels != lifeOfLabels) {
            life = events;
            lifeOfLabels = labels;
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

    /** One that is not in reach any more counts as removed, whether it has been or not. */
    private EntityState take(String entity, long progress) {
        EntityState state = ready.get(entity);
        if (state == null) {
            state = stored(entity);
            ready.put(entity, state);
        } else {
            readySize -= cost(state);
        }
        if (state.size() > 0 && progress >= 0 && stage.isExpired(state, progress)) {
            byUse.remove(new Turn(note(state), entity));
            state = stage.unseen();
            ready.put(entity, state);
        }
        return state;
    }

    private EntityState stored(String entity) {
        byte[] stored = store.get(entity);
        if (stored == null) {
            return stage.unseen();
        }
        ByteBuffer in = ByteBuffer.wrap(stored);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("an entity's state in " + store.name() + " has version " + version
                    + "; this release reads version " + VERSION);
        }
        if (in.getInt() != life) {
            return stage.unseen();
        }
        boolean isOfLabels = in.getInt() == lifeOfLabels;
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        EntityState state = stage.read(rest);
        return isOfLabels ? state : stage.withoutLabels(state);
    }

    private byte[] written(EntityState state) {
        byte[] bytes = stage.write(state);
        return ByteBuffer.allocate(HEAD_BYTES + bytes.length)
                .put(VERSION)
                .putInt(life)
                .putInt(lifeOfLabels)
                .put(bytes)
                .array();
    }

    private void put(String entity, EntityState state, long usedBefore) {
        store.put(entity, written(state));
        long used = note(state);
        if (used != usedBefore) {
            byUse.remove(new Turn(usedBefore, entity));
            byUse.add(new Turn(used, entity));
        }
        readySize += cost(state);
        Iterator<EntityState> eldest = ready.values().iterator();
        while (readySize > MOST_READY) {
            readySize -= cost(eldest.next());
            eldest.remove();
        }
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

    /** A note that another definition made, with stretches of another length, says nothing of an entity that was used since. */
    private void removeIfIdle(String entity, long progress) {
        EntityState held = ready.get(entity);
        EntityState state = held != null ? held : stored(entity);
        if (stage.isExpired(state, progress)) {
            ready.remove(entity);
            readySize -= held == null ? 0 : cost(held);
            delete(entity);
        } else {
            byUse.add(new Turn(note(state), entity));
        }
    }

    // A store's own delete first reads what it removes. Kafka's types have no place for "may be null", but a value may
    // be.
    @SuppressWarnings("NullAway")
    private void delete(String entity) {
        store.put(entity, null);
    }

    private static int cost(EntityState state) {
        return ENTITY_COSTS + state.size();
    }

    private static String storeName(Stage stage) {
        return "entities-" + stage.name();
    }

    private static String byUseName(Stage stage) {
        return "entities-" + stage.name() + "-by-use";
    }
}
