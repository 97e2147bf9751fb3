package io.headrace.features.app.state;

import io.headrace.features.app.labelling.AwaitedEvents.Turn;
import io.headrace.features.engine.EntityPieces;
import io.headrace.features.engine.EntityState;
import io.headrace.features.engine.LearnedLabel;
import io.headrace.features.engine.Lives;
import io.headrace.features.engine.Stage;
import io.headrace.features.engine.StatefulValues;
import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * A stage's entities in one partition. The store has all of them, always, in pieces of bounded size; those seen last are also ready in
 * memory, with the pieces that were in use, so that an entity which comes often need not be read again from its bytes. An entity of
 * which nothing is in reach of any feature any more is removed, but for what its events came to where a feature looks back a lifetime.
 *
 * <p>What was recorded in an earlier life of the stage, or of its labels, counts as never seen.
 *
 * <p>Changed by its task alone; other threads may ask for {@link #values} meanwhile.
 */
public final class EntityStates {

    /** The task's store that entities lie in, wherever they do. */
    public static final String STORE = "entities";

    /** An entity's last use is noted to within this part of the look-back: most events then leave the note as it is. */
    private static final int NOTES_PER_LOOK_BACK = 16;

    private static final int MOST_REMOVED_AT_ONCE = 100;

    /** Pieces of an entity removed at once: a large one leaves in several steps. */
    private static final int MOST_FORGOTTEN = 64;

    /** Before an event of an entity that is out of reach: all of it, so that nothing depends on how much of it has left by now. */
    private static final int ALL_FORGOTTEN = 100_000;

    private static final int TURNS_READY = 500;

    private final Stage stage;
    private final CommitStore store;
    private final Turns byUse;
    private final LinkedHashMap<String, Ready> ready = new LinkedHashMap<>(16, 0.75f, true);

    /** Those whose pieces changed since they were written. */
    private final List<Ready> changed = new ArrayList<>();

    private final long noteEvery;
    private long readyBytes;
    private long mostReadyBytes;
    private Lives lives = Lives.FIRST;

    /** The furthest that the stream has come, epoch milliseconds; the least long before it has come anywhere. */
    private long reached = Long.MIN_VALUE;

    private boolean isClosed;

    /** An entity in memory. */
    private static final class Ready {

        private final String entity;
        private final EntityState state;
        private long bytes;
        private boolean isChanged;

        Ready(String entity, EntityState state) {
            this.entity = entity;
            this.state = state;
        }
    }

    /** @param state what the task remembers: a piece is encoded and goes to the changelog once a commit, however many of its events came */
    public EntityStates(Stage stage, TaskStore state) {
        this.stage = stage;
        this.store = state.values(section(stage));
        this.byUse = new Turns(state.comeAndGo(section(stage) + "-by-use", _ -> false), TURNS_READY);
        this.noteEvery = Math.max(1, stage.lookBack() / NOTES_PER_LOOK_BACK);
        store.beforeCommit(this::write);
    }

    public Stage stage() {
        return stage;
    }

    /**
     * From now on those in memory may take so many bytes together, about; one may take more by itself. Before
     * that only the one that was used last stays.
     */
    public synchronized void mayUse(long bytes) {
        mostReadyBytes = bytes;
    }

    /**
     * What is recorded from now on belongs to these lives; what belongs to others is not known any more.
     *
     * @param events of the stage
     * @param labels of its labels
     */
    public synchronized void live(int events, int labels) {
        Lives now = new Lives(events, labels);
        byte[] written = PieceKeys.write(now);
        if (!Arrays.equals(written, store.get(PieceKeys.LIVES))) {
            store.put(PieceKeys.LIVES, written);
        }
        if (!now.equals(lives)) {
            write();
            lives = now;
            ready.clear();
            readyBytes = 0;
        }
    }

    /**
     * Answers the stage's features and records the event, unless the stage remembers those of a further stream.
     *
     * @param progress how far its partition had come with it in event time, epoch milliseconds; the least long while unknown. It
     *     has to follow from the input alone: what an event that is late finds of its entity depends on it
     */
    public synchronized void observe(GenericRecord event, StatefulValues answers, long progress) {
        stage.entity(event)
                .ifPresentOrElse(
                        entity -> {
                            Ready one = take(entity, progress);
                            long usedBefore = note(one.state);
                            stage.observe(one.state, event, answers, progress);
                            if (stage.stream().isEmpty()) {
                                changed(one, usedBefore);
                            } else {
                                keepBounded(one);
                            }
                        },
                        () -> stage.missing(answers));
        reached = Math.max(reached, progress);
        removeIdle(reached);
    }

    /**
     * Records an event of the further stream that the stage remembers.
     *
     * @param progress as in {@link #observe}
     */
    public synchronized void record(GenericRecord event, long progress) {
        stage.recordedEntity(event).ifPresent(entity -> {
            Ready one = take(entity, progress);
            long usedBefore = note(one.state);
            stage.record(one.state, stage.recorded(event), progress);
            changed(one, usedBefore);
        });
        reached = Math.max(reached, progress);
        removeIdle(reached);
    }

    /**
     * Answers as {@link #observe} does if the event came now, and records nothing. For any thread.
     *
     * @return whether it did: not where the task has ended
     */
    public synchronized boolean values(String entity, GenericRecord event, StatefulValues answers) {
        if (isClosed) {
            return false;
        }
        Ready one = ready.get(entity);
        EntityState known = one == null ? stage.read(new Pieces(entity), lives) : one.state;
        stage.values(isGone(known, reached) ? withoutGone(entity) : known, event, answers);
        if (one != null) {
            measure(one);
        }
        return true;
    }

    /** Takes in an event of the past, unless the stage remembers those of a further stream. */
    public synchronized void restore(GenericRecord event) {
        if (stage.stream().isEmpty()) {
            stage.entity(event).ifPresent(entity -> restore(entity, state -> stage.restore(state, stage.event(event))));
        }
    }

    /** Takes in a label of the past. */
    public synchronized void restore(String entity, LearnedLabel label) {
        restore(entity, state -> stage.restore(state, label));
    }

    private void restore(String entity, Consumer<EntityState> change) {
        Ready one = take(entity, Long.MIN_VALUE);
        long usedBefore = note(one.state);
        change.accept(one.state);
        changed(one, usedBefore);
    }

    /** Nobody reads it any more. */
    public synchronized void close() {
        isClosed = true;
    }

    /** Records a label, if the event belonged to an entity. */
    public void learn(Map<String, String> keys, LearnedLabel label, long progress) {
        stage.entity(keys).ifPresent(entity -> learn(entity, label, progress));
    }

    /** Records a label of an entity's event. */
    public synchronized void learn(String entity, LearnedLabel label, long progress) {
        Ready one = take(entity, progress);
        long usedBefore = note(one.state);
        stage.learn(one.state, label, progress);
        changed(one, usedBefore);
    }

    /** One that is not in reach any more begins anew. */
    private Ready take(String entity, long progress) {
        Ready one = ready.computeIfAbsent(entity, name -> new Ready(name, stage.read(new Pieces(name), lives)));
        EntityState state = one.state;
        if (isGone(state, progress)) {
            long usedBefore = note(state);
            stage.forget(state, progress, ALL_FORGOTTEN);
            changed(one, usedBefore);
        }
        return one;
    }

    /** Whether all of it that is forgotten ever is out of reach: it leaves before the entity's next event is answered. */
    private boolean isGone(EntityState state, long progress) {
        return state.hasEntries() && progress >= 0 && stage.isExpired(state, progress);
    }

    /** What its next event would find, which whoever only asks must not change. Nothing of it has changed since it was written. */
    private EntityState withoutGone(String entity) {
        EntityState copy = stage.read(new Pieces(entity), lives);
        stage.forget(copy, reached, ALL_FORGOTTEN);
        return copy;
    }

    /** Its pieces are written before the next commit, or when it has to leave memory. */
    private void changed(Ready one, long usedBefore) {
        if (!one.isChanged) {
            one.isChanged = true;
            changed.add(one);
        }
        if (note(one.state) != usedBefore) {
            byUse.remove(new Turn(usedBefore, one.entity));
            byUse.add(turn(one.state, one.entity));
        }
        keepBounded(one);
    }

    private void keepBounded(Ready one) {
        measure(one);
        while (readyBytes > mostReadyBytes && ready.size() > 1) {
            Ready eldest = ready.pollFirstEntry().getValue();
            readyBytes -= eldest.bytes;
            if (eldest.isChanged) {
                write(eldest);
            }
        }
    }

    private void measure(Ready one) {
        long bytes = one.state.bytesInMemory();
        readyBytes += bytes - one.bytes;
        one.bytes = bytes;
    }

    private synchronized void write() {
        for (Ready one : changed) {
            // Not one that has left memory, as it was, since.
            if (one.isChanged) {
                write(one);
                measure(one);
            }
        }
        changed.clear();
        // Not later, when others may be reading.
        store.settle();
    }

    private void write(Ready one) {
        one.isChanged = false;
        stage.write(one.state, new Pieces(one.entity));
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
        Ready held = ready.get(entity);
        Pieces pieces = new Pieces(entity);
        EntityState state = held == null ? stage.read(pieces, lives) : held.state;
        if (stage.isExpired(state, progress)) {
            if (held != null) {
                ready.remove(entity);
                readyBytes -= held.bytes;
                held.isChanged = false;
            }
            stage.forget(state, progress, MOST_FORGOTTEN);
            stage.write(state, pieces);
            if (state.hasEntries() || pieces.removeOfEarlierLives()) {
                byUse.add(turn(state, entity));
            }
        } else {
            byUse.add(turn(state, entity));
        }
    }

    /** One entity's pieces in the store. */
    private final class Pieces implements EntityPieces, EntityPieces.Changes {

        private final PieceKeys keys;

        Pieces(String entity) {
            this.keys = new PieceKeys(entity);
        }

        @Override
        public Optional<byte[]> read(byte[] key) {
            return Optional.ofNullable(store.get(keys.of(key)));
        }

        @Override
        public void put(byte[] key, byte[] piece) {
            store.put(keys.of(key), piece);
        }

        @Override
        public void remove(byte[] key) {
            store.delete(keys.of(key));
        }

        /**
         * Of an entity of which no event or label is known any more; what lasts of this life stays.
         *
         * @return whether there may be more of them
         */
        boolean removeOfEarlierLives() {
            List<Bytes> lasting =
                    stage.lastingKeys(lives).stream().map(keys::of).toList();
            List<Bytes> found = new ArrayList<>();
            try (KeyValueIterator<Bytes, byte[]> pieces = store.range(keys.first(), keys.last())) {
                while (pieces.hasNext() && found.size() < MOST_FORGOTTEN) {
                    Bytes piece = pieces.next().key;
                    if (!lasting.contains(piece)) {
                        found.add(piece);
                    }
                }
            }
            found.forEach(store::delete);
            return found.size() == MOST_FORGOTTEN;
        }
    }

    /** Of what is kept of a stage's entities, a {@link CommitStore}. */
    static String section(Stage stage) {
        return "entities-" + stage.name();
    }
}
