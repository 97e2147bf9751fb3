package io.headrace.monitor.join;

import io.headrace.monitor.avro.Pending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Events next to each other in event time, in memory. Mutable; one thread. */
final class PendingPage {

    /** About what an event takes without its row. */
    private static final int BYTES_OF_AN_EVENT = 64;

    /** No event of the page is before it: the key it is stored under. */
    private final Bytes first;

    private final Map<Bytes, Pending> events = new HashMap<>();

    /** The next page begins here, as far as is known; null where there was none. */
    private @Nullable Bytes next;

    private boolean isChanged;
    private boolean isStored;
    private long usedAt;

    /** An empty one. */
    PendingPage(Bytes first) {
        this.first = first;
    }

    Bytes first() {
        return first;
    }

    Map<Bytes, Pending> events() {
        return events;
    }

    /** Whether an event belongs here, if not before the page. */
    boolean isBeforeNext(Bytes event) {
        return next == null || event.compareTo(next) < 0;
    }

    /** Whether an event belongs here. */
    boolean holds(Bytes event) {
        return isBeforeNext(event) && event.compareTo(first) >= 0;
    }

    void nextIs(@Nullable Bytes page) {
        next = page;
    }

    boolean isChanged() {
        return isChanged;
    }

    void change() {
        isChanged = true;
    }

    /** It is in the store as it is here. */
    void stored() {
        isStored = true;
        isChanged = false;
    }

    boolean isStored() {
        return isStored;
    }

    long usedAt() {
        return usedAt;
    }

    void use(long now) {
        usedAt = now;
    }

    /** The latest deadline of its events; after it the page is over. */
    long deadline() {
        return events.values().stream().mapToLong(Pending::getDeadline).max().orElse(Long.MIN_VALUE);
    }

    int bytes() {
        return events.values().stream().mapToInt(PendingPage::bytes).sum();
    }

    static int bytes(Pending event) {
        int bytes = BYTES_OF_AN_EVENT + event.getEventId().length();
        if (event.getRow() != null) {
            bytes += event.getRow().remaining();
        }
        if (event.getPrediction() != null) {
            bytes +=
                    BYTES_OF_AN_EVENT * event.getPrediction().getProbabilities().size();
        }
        if (event.getLabel() != null && event.getLabel().getLabel() instanceof CharSequence label) {
            bytes += label.length();
        }
        return bytes;
    }

    /** Gives the later events to a page of their own: the last one alone where it came last, as in a stream in order, else half. */
    PendingPage split(Bytes added) {
        List<Bytes> keys = new ArrayList<>(events.keySet());
        keys.sort(null);
        int kept = added.equals(keys.getLast()) ? keys.size() - 1 : keys.size() / 2;
        PendingPage later = new PendingPage(keys.get(kept));
        for (Bytes key : keys.subList(kept, keys.size())) {
            Pending moved = events.remove(key);
            if (moved != null) {
                later.events.put(key, moved);
            }
        }
        later.nextIs(next);
        later.change();
        nextIs(later.first);
        change();
        return later;
    }
}
