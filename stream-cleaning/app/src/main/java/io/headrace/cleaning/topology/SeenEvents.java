package io.headrace.cleaning.topology;

import io.headrace.runtime.streams.expiry.ExpiringKeys;
import io.headrace.runtime.streams.expiry.StoredClock;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.time.PartitionClock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A partition's progress in event time, and its memory of event ids. An id is remembered from its event's time on, or from the
 * progress where that is further, and counts until progress has gone on by more than the window. So events dated ahead or
 * behind change nothing for the others.
 */
final class SeenEvents {

    static final String IDS = "seen-ids";
    static final String CLOCK = "raw-clock";

    /** How much longer than the window an id may be kept before it is looked for: a sixteenth. */
    private static final int SLACKS_PER_WINDOW = 16;

    private final StoredClock clock;
    private final ExpiringKeys ids;
    private final long windowMillis;
    private final long latenessMillis;

    SeenEvents(ProcessorContext<?, ?> context, PipelineDefinition definition) {
        Duration window = definition.clean().deduplicate();
        windowMillis = window.toMillis();
        latenessMillis = definition.events().lateness().toMillis();
        clock = new StoredClock(context, CLOCK);
        ids = new ExpiringKeys(context, IDS, clock::now, window.dividedBy(SLACKS_PER_WINDOW));
    }

    static List<StoreBuilder<?>> stores() {
        return List.of(ExpiringKeys.store(IDS), StoredClock.store(CLOCK));
    }

    /** Whether an event of this time is further behind than the definition's lateness. */
    boolean isLate(long eventTime) {
        long now = clock.now();
        return now != PartitionClock.UNKNOWN && now - eventTime > latenessMillis;
    }

    boolean contains(String id) {
        return ids.contains(id);
    }

    /** An event that came clean: it also moves progress. */
    void clean(String id, long eventTime) {
        clock.see(eventTime);
        dropped(id, eventTime);
    }

    /** An event that was left out on purpose. */
    void dropped(String id, long eventTime) {
        ids.add(id, Math.max(eventTime, clock.now()), windowMillis);
    }
}
