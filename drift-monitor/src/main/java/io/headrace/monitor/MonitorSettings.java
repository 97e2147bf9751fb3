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
    private final Announcer.Rule pacing;

    /** @param cycle {@code headrace.monitor.cycle}: the data's own rhythm, of which windows span whole ones; PT0S for none */
    MonitorSettings(
            HeadraceSettings headrace,
            StreamsSettings streams,
            @Value("${headrace.monitor.cycle:P1D}") Duration cycle) {
        this.cycle = cycle;
        this.partitions = headrace.partitions();
        this.pacing = new Announcer.Rule(streams.idleAfter(), Duration.ofMillis(streams.commitIntervalMs()));
    }

    Duration cycle() {
        return cycle;
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
