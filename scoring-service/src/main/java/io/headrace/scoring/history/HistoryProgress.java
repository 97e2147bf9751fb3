package io.headrace.scoring.history;

import io.headrace.schemas.time.PartitionClock;
import java.util.HashMap;
import java.util.Map;

/**
 * How far the clean topic has been read, in event time: the least of its partitions' clocks that are known, and never less than before.
 * One thread.
 */
final class HistoryProgress {

    private final Map<Integer, PartitionClock> clocks = new HashMap<>();
    private long now = PartitionClock.UNKNOWN;

    /**
     * One more event.
     *
     * @param eventTime epoch milliseconds
     */
    void see(int partition, long eventTime) {
        clocks.computeIfAbsent(partition, _ -> new PartitionClock()).see(eventTime);
        long least = clocks.values().stream()
                .mapToLong(PartitionClock::now)
                .filter(time -> time != PartitionClock.UNKNOWN)
                .min()
                .orElse(PartitionClock.UNKNOWN);
        now = Math.max(now, least);
    }

    /** Epoch milliseconds; {@link PartitionClock#UNKNOWN} until one partition has brought enough events. */
    long now() {
        return now;
    }
}
