package io.headrace.runtime.streams;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How far the stores have been read back from their changelogs. */
final class RestoreProgress implements StateRestoreListener {

    private record Store(long records, long restored) {}

    private final Map<TopicPartition, Store> restoring = new ConcurrentHashMap<>();

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long startingOffset, long endingOffset) {
        restoring.put(partition, new Store(Math.max(0, endingOffset - startingOffset), 0));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long batchEndOffset, long numRestored) {
        restoring.computeIfPresent(
                partition, (key, state) -> new Store(state.records(), state.restored() + numRestored));
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long totalRestored) {
        restoring.remove(partition);
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long totalRestored) {
        restoring.remove(partition);
    }

    /** A phrase for a person; empty when nothing is being restored. */
    Optional<String> describe() {
        if (restoring.isEmpty()) {
            return Optional.empty();
        }
        long records = restoring.values().stream().mapToLong(Store::records).sum();
        long restored = restoring.values().stream().mapToLong(Store::restored).sum();
        return Optional.of("restoring " + restoring.size() + " stores: about " + Math.min(restored, records) + " of "
                + records + " records");
    }
}
