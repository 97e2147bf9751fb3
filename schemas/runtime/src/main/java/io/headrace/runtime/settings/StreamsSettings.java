package io.headrace.runtime.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * How apps on Kafka Streams run; finer settings pass through {@code kafka.*}.
 *
 * @param commitIntervalMs {@code headrace.streams.commit-interval-ms}: milliseconds between transactions, 1 or more; a
 *     record's delay in each app is half of it on average. The default is for a broker across a network, which each transaction costs
 *     some round trips
 * @param threads {@code headrace.streams.threads}: stream threads of each app, 1 or more
 * @param standbyReplicas {@code headrace.streams.standby-replicas}: copies of each store on other processes, 0 or more
 * @param idleAfter {@code headrace.streams.idle-after}: when a partition that is at its end has brought nothing for so long by
 *     the wall clock, the others no longer wait for it; empty, written as PT0S, where they always do, as in a replay
 */
public record StreamsSettings(int commitIntervalMs, int threads, int standbyReplicas, Optional<Duration> idleAfter) {

    /** What holds where nothing else is set. */
    public static final StreamsSettings DEFAULTS = new StreamsSettings(100, 1, 0, Optional.of(Duration.ofMillis(100)));

    static StreamsSettings read(SettingsReader reader) {
        StreamsSettings settings = new StreamsSettings(
                reader.atLeast(1, "headrace.streams.commit-interval-ms", DEFAULTS.commitIntervalMs),
                reader.atLeast(1, "headrace.streams.threads", DEFAULTS.threads),
                reader.atLeast(0, "headrace.streams.standby-replicas", DEFAULTS.standbyReplicas),
                Optional.of(reader.atLeast(
                                Duration.ZERO, "headrace.streams.idle-after", DEFAULTS.idleAfter.orElseThrow()))
                        .filter(Duration::isPositive));
        reader.finish();
        return settings;
    }

    public StreamsSettings withCommitInterval(int milliseconds) {
        return new StreamsSettings(milliseconds, threads, standbyReplicas, idleAfter);
    }
}
