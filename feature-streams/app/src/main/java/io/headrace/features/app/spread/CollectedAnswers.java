package io.headrace.features.app.spread;

import io.headrace.features.app.avro.Answers;
import io.headrace.features.app.avro.StageAnswer;
import io.headrace.schemas.serde.AvroSerdes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** What stages have answered the events that still wait, by the event's place in the clean topic. */
final class CollectedAnswers {

    private static final String NAME = "answers";

    private final KeyValueStore<Bytes, Answers> store;

    CollectedAnswers(ProcessorContext<?, ?> context) {
        store = context.getStateStore(NAME);
    }

    /** Cached: answers come and go between two commits. */
    static StoreBuilder<?> store(AvroSerdes serdes) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), serdes.specific(Answers.class))
                .withCachingEnabled();
    }

    void add(int partition, StageAnswer answer) {
        Bytes key = key(partition, answer.getOffset());
        Answers before = store.get(key);
        List<String> stages = new ArrayList<>();
        Map<String, Double> values = new HashMap<>();
        if (before != null) {
            stages.addAll(before.getStages());
            values.putAll(before.getValues());
        }
        stages.add(answer.getStage());
        values.putAll(answer.getValues());
        store.put(key, new Answers(stages, values));
    }

    /** @return none yet where nothing has been answered */
    Answers of(int partition, long offset) {
        Answers found = store.get(key(partition, offset));
        return found == null ? new Answers(List.of(), Map.of()) : found;
    }

    void remove(int partition, long offset) {
        store.delete(key(partition, offset));
    }

    private static Bytes key(int partition, long offset) {
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(partition)
                .putLong(offset)
                .array());
    }
}
