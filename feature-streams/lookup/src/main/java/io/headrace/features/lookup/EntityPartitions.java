package io.headrace.features.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.features.engine.Stage;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * Where entities lie.
 *
 * @param count of partitions, 1 or more
 */
public record EntityPartitions(int count) {

    /** The partition of a stage's entity. */
    public int of(Stage stage, String entity) {
        return of(stage.name() + '|' + entity);
    }

    /** The partition of a reference's row. */
    public int of(String reference, String key) {
        return of("reference " + reference + '|' + key);
    }

    /** The partition of what has a key. */
    public int of(String key) {
        return BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), count);
    }
}
