package io.headrace.features.app.state;

import io.headrace.features.engine.EntityPieces;
import io.headrace.features.engine.Lives;
import io.headrace.features.engine.Stage;
import io.headrace.features.engine.StatefulValues;
import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * A stage's entities in one partition as they were committed, in a copy that is kept elsewhere than where they change. All of an entity is read
 * at one moment: piece by piece some could be from before a commit and some from after.
 */
public final class CopiedEntities {

    private final Stage stage;
    private final CommitStore store;

    private CopiedEntities(Stage stage, CommitStore store) {
        this.stage = stage;
        this.store = store;
    }

    /**
     * Opens a copy.
     *
     * @param state what the task elsewhere remembers
     * @return empty where nothing of the stage has come here
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the copy is closed meanwhile
     */
    public static Optional<CopiedEntities> in(TaskStore state, Stage stage) {
        return state.copy(EntityStates.section(stage)).map(section -> new CopiedEntities(stage, section));
    }

    /**
     * Answers as the owner would have when it had committed what has come here. For any thread.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the copy is closed meanwhile
     * @throws io.headrace.features.timeline.CorruptPieceException if a part of a commit has not come yet
     */
    public void values(String entity, GenericRecord event, StatefulValues answers) {
        PieceKeys keys = new PieceKeys(entity);
        SortedMap<Bytes, byte[]> pieces = all(keys.first(), keys.last());
        EntityPieces read = key -> Optional.ofNullable(pieces.get(keys.of(key)));
        stage.values(stage.read(read, lives()), event, answers);
    }

    private Lives lives() {
        return Optional.ofNullable(all(PieceKeys.LIVES, PieceKeys.LIVES).get(PieceKeys.LIVES))
                .map(PieceKeys::read)
                .orElse(Lives.FIRST);
    }

    private SortedMap<Bytes, byte[]> all(Bytes from, Bytes to) {
        SortedMap<Bytes, byte[]> entries = new TreeMap<>();
        try (KeyValueIterator<Bytes, byte[]> found = store.committed(from, to)) {
            found.forEachRemaining(entry -> entries.put(entry.key, entry.value));
        }
        return entries;
    }
}
