package io.headrace.monitor;

import io.headrace.runtime.settings.HeadraceSettings;
import io.headrace.runtime.settings.StreamsSettings;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;

/** How the monitor runs. */
@Singleton
final class MonitorSettings {

    private final Duration cycle;
    private final int partitions;
    private final int commitIntervalMs;
    private final Announcer.Rule pacing;

    /**
     * Reads them.
     *
     * @param cycle {@code headrace.monitor.cycle}: the data's own rhythm, of which windows span whole ones; PT0S for none
     * @param commitIntervalMs {@code headrace.monitor.commit-interval-ms}: milliseconds between transactions, 1 or more. Nobody
     *     waits for a report as one waits for a prediction, and what is written once per commit costs the less, the fewer there are
     */
    MonitorSettings(
            HeadraceSettings headrace,
            StreamsSettings streams,
            @Value("${headrace.monitor.cycle:P1D}") Duration cycle,
            @Value("${headrace.monitor.commit-interval-ms:1000}") int commitIntervalMs) {
        if (commitIntervalMs < 1) {
            throw new IllegalArgumentException(
                    "headrace.monitor.commit-interval-ms is " + commitIntervalMs + "; 1 or more would be right");
        }
        this.commitIntervalMs = commitIntervalMs;
        this.cycle = cycle;
        this.partitions = headrace.partitions();
        this.pacing = new Announcer.Rule(streams.idleAfter(), Duration.ofMillis(streams.commitIntervalMs()));
    }

    Duration cycle() {
        return cycle;
    }

    /** Between transactions. */
    int commitIntervalMs() {
        return commitIntervalMs;
    }

    /** Of the topics that are read. */
    int partitions() {
        return partitions;
    }

    /** When one partition tells the others how far it is. */
    Announcer.Rule pacing() {
        return pacing;
    }
}
