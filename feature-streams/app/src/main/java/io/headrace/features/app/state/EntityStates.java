package io.headrace.features.app.topology;

import io.headrace.features.engine.EntityState;
import io.headrace.features.engine.Stage;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A stage's entities in one partition. The store has all of them, always; those seen last are ready in memory besides, so
 * that an entity which comes often, such as the one that all events are, need not be read again from its bytes.
 */
final class EntityStates {

    /** Events and labels in memory, 16 to some 50 bytes each. */
    private static final int MOST_READY = 200_000;

    /** What an entity takes besides, in events. */
    private static final int ENTITY_COSTS = 16;

    private final Stage stage;
    private final KeyValueStore<String, byte[]> store;
    private final Map<String, EntityState> ready = new LinkedHashMap<>(16, 0.75f, true);
    private long readySize;

    EntityStates(Stage stage, ProcessorContext<?, ?> context) {
        this.stage = stage;
        this.store = context.getStateStore(storeName(stage));
    }

    /** Cached: an entity with many events goes to the changelog once a commit. */
    static Set<StoreBuilder<?>> stores(Stage stage) {
        return Set.of(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(storeName(stage)), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled());
    }

    /** Answers the stage's features and records the event. */
    void observe(GenericRecord event, double[] answers) {
        stage.entity(event)
                .ifPresentOrElse(
                        entity -> {
                            EntityState state = take(entity);
                            stage.observe(state, event, answers);
                            put(entity, state);
                        },
                        () -> stage.missing(answers));
    }

    /** Records a label, if the event belonged to an entity. */
    void learn(Map<String, String> keys, String eventId, long knownAt, double label) {
        stage.entity(keys).ifPresent(entity -> {
            EntityState state = take(entity);
            stage.learn(state, eventId, knownAt, label);
            put(entity, state);
        });
    }

    private EntityState take(String entity) {
        EntityState state = ready.get(entity);
        if (state == null) {
            byte[] stored = store.get(entity);
            state = stored == null ? stage.unseen() : stage.read(stored);
            ready.put(entity, state);
        } else {
            readySize -= cost(state);
        }
        return state;
    }

    private void put(String entity, EntityState state) {
        store.put(entity, stage.write(state));
        readySize += cost(state);
        Iterator<EntityState> eldest = ready.values().iterator();
        while (readySize > MOST_READY) {
            readySize -= cost(eldest.next());
            eldest.remove();
        }
    }

    private static int cost(EntityState state) {
        return ENTITY_COSTS + state.size();
    }

    private static String storeName(Stage stage) {
        return "entities-" + stage.name();
    }
}
