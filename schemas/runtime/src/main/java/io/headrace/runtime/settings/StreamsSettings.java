package io.headrace.runtime.settings;

/**
 * How apps on Kafka Streams run; finer settings pass through {@code kafka.*}.
 *
 * @param commitIntervalMs {@code headrace.streams.commit-interval-ms}: milliseconds between transactions, 1 or more; a
 *     record's delay in each app is half of it on average
 * @param threads {@code headrace.streams.threads}: stream threads of each app, 1 or more
 * @param standbyReplicas {@code headrace.streams.standby-replicas}: copies of each store on other processes, 0 or more
 */
public record StreamsSettings(int commitIntervalMs, int threads, int standbyReplicas) {

    static StreamsSettings read(SettingsReader reader) {
        StreamsSettings settings = new StreamsSettings(
                reader.atLeast(1, "headrace.streams.commit-interval-ms", 100),
                reader.atLeast(1, "headrace.streams.threads", 1),
                reader.atLeast(0, "headrace.streams.standby-replicas", 0));
        reader.finish();
        return settings;
    }
}
