package io.headrace.cleaning.topology;

import io.headrace.runtime.streams.expiry.ExpiringKey;
import io.headrace.runtime.streams.expiry.ExpiringKeys;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.time.PartitionClock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A partition's progress in event time, its memory of event ids, and how many events came to nothing. An id is remembered from its event's time on, or from the
 * progress where that is further, and counts until progress has gone on by more than the window. So events dated ahead or
 * behind change nothing for the others.
 *
 * <p>Both are written once for some events. Between, the events are in a journal, which changes with each of them, but in the
 * store's cache: what it is at a commit is written with the commit. So what is stored holds every event of the input that was
 * committed, and no other; after a restart the journal's events are taken once more.
 */
final class SeenEvents {

    static final String IDS = "seen-ids";
    static final String JOURNAL = "seen-journal";

    private static final String CLOCK_KEY = "clock";
    private static final String EVENTS_KEY = "events";
    private static final String DISCARDED_KEY = "discarded";

    /** How much longer than the window an id may be kept: a sixteenth. */
    private static final int SLACKS_PER_WINDOW = 16;

    private final KeyValueStore<String, byte[]> store;
    private final PartitionClock clock;
    private final ExpiringKeys ids;
    private final SeenJournal journal = new SeenJournal();
    private final long windowMillis;
    private final long latenessMillis;
    private Discarded discarded;
    private String asked = "";
    private ExpiringKey askedKey = ExpiringKey.of(asked);

    SeenEvents(ProcessorContext<?, ?> context, PipelineDefinition definition) {
        Duration window = definition.clean().deduplicate();
        windowMillis = window.toMillis();
        latenessMillis = definition.events().lateness().toMillis();
        store = context.getStateStore(JOURNAL);
        byte[] stored = store.get(CLOCK_KEY);
        clock = stored == null ? new PartitionClock() : PartitionClock.read(stored);
        ids = new ExpiringKeys(context, IDS, clock::now, window.dividedBy(SLACKS_PER_WINDOW));
        byte[] counts = store.get(DISCARDED_KEY);
        discarded = counts == null ? Discarded.NONE : Discarded.read(JOURNAL, counts);
        byte[] events = store.get(EVENTS_KEY);
        if (events != null) {
            SeenJournal.read(JOURNAL, events, this::take);
        }
    }

    static List<StoreBuilder<?>> stores() {
        return List.of(
                ExpiringKeys.store(IDS),
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(JOURNAL), Serdes.String(), Serdes.ByteArray())
                        .withCachingEnabled());
    }

    /** Whether an event of this time is further behind than the definition's lateness. */
    boolean isLate(long eventTime) {
        long now = clock.now();
        return now != PartitionClock.UNKNOWN && now - eventTime > latenessMillis;
    }

    boolean contains(String id) {
        return ids.contains(key(id));
    }

    /** An event that came clean: it also moves progress. */
    void clean(String id, long eventTime) {
        saw(id, eventTime, true);
    }

    /** An event that was left out on purpose. */
    void dropped(String id, long eventTime) {
        saw(id, eventTime, false);
        discard(discarded.oneDropped());
    }

    /** An event whose id is contained. */
    void duplicate() {
        discard(discarded.oneDuplicate());
    }

    Discarded discarded() {
        return discarded;
    }

    private void discard(Discarded now) {
        discarded = now;
        store.put(DISCARDED_KEY, now.toBytes());
    }

    private void saw(String id, long eventTime, boolean clean) {
        take(key(id), eventTime, clean);
        if (journal.isFull()) {
            ids.write();
            store.put(CLOCK_KEY, clock.toBytes());
            journal.clear();
        }
        store.put(EVENTS_KEY, journal.toBytes());
    }

    private void take(ExpiringKey id, long eventTime, boolean clean) {
        if (clean) {
            clock.see(eventTime);
        }
        ids.add(id, Math.max(eventTime, clock.now()), windowMillis);
        journal.add(id, eventTime, clean);
    }

    /** Of the id that was asked for last, as a rule. */
    private ExpiringKey key(String id) {
        if (!id.equals(asked)) {
            asked = id;
            askedKey = ExpiringKey.of(id);
        }
        return askedKey;
    }
}
