package io.headrace.schemas.topics;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A topic as it should be.
 *
 * @param partitions 1 or more
 * @param replication 1 or more
 * @param settings topic configuration
 */
public record TopicSpec(String name, int partitions, short replication, Map<String, String> settings) {

    static final String MAX_MESSAGE_BYTES = "max.message.bytes";

    public TopicSpec {
        if (partitions < 1 || replication < 1) {
            throw new IllegalArgumentException("Topic " + name + " cannot have " + partitions + " partitions and "
                    + replication + " replicas; both are 1 or more");
        }
        settings = Map.copyOf(settings);
    }

    /** The largest batch it takes. */
    int limitBytes() {
        return Integer.parseInt(settings.getOrDefault(MAX_MESSAGE_BYTES, String.valueOf(TopicLimits.RAW)));
    }

    /**
     * Kept whole: a record's timestamp is event time, so retention by age would delete a replayed past at once. Operators
     * set a retention of their own per topic. And an event may be dated ahead of the broker's clock, which brokers since 4.0
     * refuse beyond an hour, and with it the producer's whole transaction.
     */
    static TopicSpec log(String name, int partitions, short replication, int limitBytes) {
        return new TopicSpec(name, partitions, replication, logSettings("CreateTime", limitBytes));
    }

    /** Kept whole, too; the broker stamps each record with the time at which it came. */
    static TopicSpec arrivals(String name, int partitions, short replication, int limitBytes) {
        return new TopicSpec(name, partitions, replication, logSettings("LogAppendTime", limitBytes));
    }

    /** Kept for a week; the broker stamps each record with the time at which it came. */
    static TopicSpec passing(String name, int partitions, short replication, int limitBytes) {
        Map<String, String> settings = new HashMap<>(logSettings("LogAppendTime", limitBytes));
        settings.put("retention.ms", String.valueOf(Duration.ofDays(7).toMillis()));
        return new TopicSpec(name, partitions, replication, settings);
    }

    private static Map<String, String> logSettings(String timestamps, int limitBytes) {
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                "-1",
                MAX_MESSAGE_BYTES,
                String.valueOf(limitBytes),
                "message.timestamp.type",
                timestamps,
                "message.timestamp.after.max.ms",
                String.valueOf(Long.MAX_VALUE));
    }

    /**
     * Of each key the newest record; of the last week all, and that a row is gone, so that who was away for less reads every
     * version.
     */
    static TopicSpec table(String name, int partitions, short replication, int limitBytes) {
        String week = String.valueOf(Duration.ofDays(7).toMillis());
        return new TopicSpec(
                name,
                partitions,
                replication,
                Map.of(
                        "cleanup.policy",
                        "compact",
                        "min.compaction.lag.ms",
                        week,
                        "delete.retention.ms",
                        week,
                        MAX_MESSAGE_BYTES,
                        String.valueOf(limitBytes),
                        "message.timestamp.type",
                        "CreateTime",
                        "message.timestamp.after.max.ms",
                        String.valueOf(Long.MAX_VALUE)));
    }

    static TopicSpec compacted(String name, int partitions, short replication) {
        return new TopicSpec(
                name,
                partitions,
                replication,
                Map.of("cleanup.policy", "compact", MAX_MESSAGE_BYTES, String.valueOf(TopicLimits.REGISTRY)));
    }
}
