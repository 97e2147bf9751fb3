package io.headrace.monitor.join;

import io.headrace.monitor.avro.Pending;
import io.headrace.monitor.avro.PendingEvents;
import io.headrace.monitor.stored.SingleObject;
import io.headrace.runtime.streams.store.CommitStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Events by event time and id, some dozens to a stored page, as the leaves of a B-tree: a page holds what lies between its key
 * and the next page's. Rows, predictions and labels come nearly in the order of event time, so those of a moment find the same
 * few pages, which are written once per commit. An event alone in its page costs what it would cost alone in the store. Pages
 * in use are held in memory, the others are found in the store. One thread.
 */
final class PendingPages {

    /** A page's events at most; a label that comes alone has so many read. */
    private static final int MOST_EVENTS = 32;

    /** A page with more, and with more than one event, is split. */
    private static final int MOST_BYTES = 64 * 1024;

    private static final int MOST_IN_MEMORY = 512;

    /** The most stored pages looked at in one step of a round. */
    private static final int LOOKS = 64;

    /** Before all events. */
    private static final Bytes BEGINNING = Bytes.wrap(new byte[] {0});

    private static final byte EVENT = 1;

    private final SingleObject<PendingEvents> format = new SingleObject<>(PendingEvents.class);
    private final CommitStore store;
    private final TreeMap<Bytes, PendingPage> inMemory = new TreeMap<>();
    private @Nullable PendingPage last;
    private long uses;
    private @Nullable Bytes cursor;

    PendingPages(CommitStore store) {
        this.store = store;
        store.beforeCommit(this::write);
    }

    /** An event's key: big-endian time with the sign turned, so that the store's order is that of time. */
    static Bytes key(long eventTime, String eventId) {
        byte[] id = eventId.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + id.length)
                .put(EVENT)
                .putLong(eventTime ^ Long.MIN_VALUE)
                .put(id)
                .array());
    }

    /** The page of an event, whether it is there or not. */
    PendingPage page(Bytes event) {
        PendingPage page = last != null && last.holds(event) ? last : lookUp(event);
        page.use(++uses);
        last = page;
        return page;
    }

    private PendingPage lookUp(Bytes event) {
        Map.Entry<Bytes, PendingPage> before = inMemory.floorEntry(event);
        return before != null && before.getValue().isBeforeNext(event) ? before.getValue() : find(event);
    }

    /** Puts an event, new or changed, into its page. */
    void put(PendingPage page, Bytes key, Pending event) {
        page.events().put(key, event);
        page.change();
        boolean isFull = page.events().size() > MOST_EVENTS
                // Only an event that is larger than most can make the page too large.
                || (PendingPage.bytes(event) > MOST_BYTES / MOST_EVENTS
                        && page.events().size() > 1
                        && page.bytes() > MOST_BYTES);
        if (isFull) {
            PendingPage later = page.split(key);
            later.use(uses);
            inMemory.put(later.first(), later);
            if (inMemory.size() > 2 * MOST_IN_MEMORY) {
                write();
            }
        }
    }

    void remove(PendingPage page, Bytes key) {
        if (page.events().remove(key) != null) {
            page.change();
        }
    }

    /** Writes what has changed, and lets pages that were not in use lately leave the memory. */
    private void write() {
        last = null;
        for (PendingPage page : List.copyOf(inMemory.values())) {
            if (!page.isChanged()) {
                continue;
            }
            if (page.events().isEmpty()) {
                if (page.isStored()) {
                    store.delete(page.first());
                }
                inMemory.remove(page.first());
            } else {
                store.put(page.first(), bytes(page));
                page.stored();
            }
        }
        if (inMemory.size() > MOST_IN_MEMORY) {
            inMemory.values().stream()
                    .sorted(Comparator.comparingLong(PendingPage::usedAt))
                    .limit(inMemory.size() - MOST_IN_MEMORY / 2)
                    .map(PendingPage::first)
                    .toList()
                    .forEach(inMemory::remove);
        }
    }

    /**
     * A step of a round through pages of before a time, in which those that are over leave. A round goes on where the last step
     * ended, because RocksDB walks over what was removed, too.
     *
     * @param now event time, epoch milliseconds
     * @param before pages whose events are later are not looked at
     * @return the events that left; and whether the round is complete
     */
    Step letGo(long now, long before) {
        List<PendingPage> over = new ArrayList<>();
        cursor = look(cursor == null ? BEGINNING : cursor, now, key(before, ""), over);
        List<Pending> left = new ArrayList<>();
        for (PendingPage page : over) {
            left.addAll(page.events().values());
            page.events().clear();
            page.change();
            inMemory.put(page.first(), page);
        }
        return new Step(left, cursor == null);
    }

    /** What a step of a round did. */
    record Step(List<Pending> left, boolean isLast) {}

    private @Nullable Bytes look(Bytes from, long now, Bytes to, List<PendingPage> over) {
        if (from.compareTo(to) > 0) {
            return null;
        }
        try (KeyValueIterator<Bytes, byte[]> pages = store.range(from, to)) {
            for (int looks = 0; pages.hasNext(); looks++) {
                if (looks == LOOKS) {
                    return pages.peekNextKey();
                }
                KeyValue<Bytes, byte[]> stored = pages.next();
                PendingPage known = inMemory.get(stored.key);
                PendingPage page = known == null ? read(stored.key, stored.value) : known;
                if (page.deadline() < now) {
                    over.add(page);
                }
            }
            return null;
        }
    }

    /** Looks for the page in the store; of those in memory only the last before the event may be it. */
    private PendingPage find(Bytes event) {
        PendingPage page = before(event);
        Bytes next = inMemory.higherKey(page.first());
        Bytes stored = storedAfter(page.first());
        boolean isStoredFirst = next == null || (stored != null && stored.compareTo(next) < 0);
        page.nextIs(isStoredFirst ? stored : next);
        inMemory.put(page.first(), page);
        return page;
    }

    private PendingPage before(Bytes event) {
        Map.Entry<Bytes, PendingPage> known = inMemory.floorEntry(event);
        try (KeyValueIterator<Bytes, byte[]> pages = store.reverseRange(null, event)) {
            if (pages.hasNext()) {
                KeyValue<Bytes, byte[]> stored = pages.next();
                return known == null || stored.key.compareTo(known.getKey()) > 0
                        ? read(stored.key, stored.value)
                        : known.getValue();
            }
        }
        return known == null ? new PendingPage(BEGINNING) : known.getValue();
    }

    private @Nullable Bytes storedAfter(Bytes page) {
        Bytes next = Bytes.wrap(Arrays.copyOf(page.get(), page.get().length + 1));
        try (KeyValueIterator<Bytes, byte[]> pages = store.range(next, null)) {
            return pages.hasNext() ? pages.peekNextKey() : null;
        }
    }

    private PendingPage read(Bytes first, byte[] stored) {
        PendingPage page = new PendingPage(first);
        for (Pending event : format.read(stored).getEvents()) {
            page.events().put(key(event.getEventTime(), event.getEventId()), event);
        }
        page.stored();
        return page;
    }

    /** In the order of time, so that the same events are the same bytes. */
    private byte[] bytes(PendingPage page) {
        List<Pending> events = page.events().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        return format.write(new PendingEvents(page.deadline(), events));
    }
}
