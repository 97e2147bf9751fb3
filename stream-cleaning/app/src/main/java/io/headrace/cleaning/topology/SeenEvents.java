package io.headrace.cleaning.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.runtime.streams.expiry.ExpiringKey;
import io.headrace.runtime.streams.expiry.ExpiringKeys;
import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.definition.Cleaning;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.time.PartitionClock;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

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

    /** The task's store. */
    static final String STORE = "seen";

    static final String IDS = "ids";
    static final String JOURNAL = "journal";

    private static final Bytes CLOCK_KEY = Bytes.wrap("clock".getBytes(UTF_8));
    private static final Bytes EVENTS_KEY = Bytes.wrap("events".getBytes(UTF_8));
    private static final Bytes DISCARDED_KEY = Bytes.wrap("discarded".getBytes(UTF_8));

    /** How much longer than the window an id may be kept: a sixteenth. */
    private static final int SLACKS_PER_WINDOW = 16;

    private final CommitStore store;
    private final PartitionClock clock;
    private final ExpiringKeys ids;
    private final SeenJournal journal = new SeenJournal();
    private final long windowMillis;
    private final long latenessMillis;
    private Discarded discarded;
    private Discarded savedDiscarded;
    private boolean isJournalSaved = true;
    private String asked = "";
    private ExpiringKey askedKey = ExpiringKey.of(asked);

    SeenEvents(ProcessorContext<?, ?> context, String name, Events rules, Cleaning clean) {
        Duration window = clean.deduplicate();
        windowMillis = window.toMillis();
        latenessMillis = rules.lateness().toMillis();
        TaskStore state = TaskStore.of(context, name);
        store = state.values(JOURNAL);
        byte @Nullable [] stored = store.get(CLOCK_KEY);
        clock = stored == null ? new PartitionClock() : PartitionClock.read(stored);
        ids = new ExpiringKeys(state.values(IDS), context, clock::now, window.dividedBy(SLACKS_PER_WINDOW));
        byte @Nullable [] counts = store.get(DISCARDED_KEY);
        discarded = counts == null ? Discarded.NONE : Discarded.read(JOURNAL, counts);
        savedDiscarded = discarded;
        byte @Nullable [] events = store.get(EVENTS_KEY);
        if (events != null) {
            SeenJournal.read(JOURNAL, events, this::take);
        }
        store.beforeCommit(this::save);
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
    }

    private void save() {
        if (!isJournalSaved) {
            store.put(EVENTS_KEY, journal.toBytes());
            isJournalSaved = true;
        }
        if (!discarded.equals(savedDiscarded)) {
            store.put(DISCARDED_KEY, discarded.toBytes());
            savedDiscarded = discarded;
        }
    }

    private void saw(String id, long eventTime, boolean clean) {
        take(key(id), eventTime, clean);
        if (journal.isFull()) {
            ids.write();
            store.put(CLOCK_KEY, clock.toBytes());
            journal.clear();
        }
        isJournalSaved = false;
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
