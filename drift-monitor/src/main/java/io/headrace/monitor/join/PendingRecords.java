package io.headrace.monitor.join;

import io.headrace.monitor.avro.Pending;
import io.headrace.runtime.streams.store.TaskStore;
import org.apache.kafka.common.utils.Bytes;

/**
 * What waits in one partition: by event, what came of it until all have met, for so much event time at most. What is over
 * does not count any more, and leaves in small steps.
 */
final class PendingRecords {

    private static final String SECTION = "pending";

    /** What is over is looked for when this share of the longest wait has gone by. */
    private static final int ROUNDS_PER_STAY = 16;

    private final PendingPages pages;
    private final long stayMillis;
    private final WaitingEvents waiting;
    private long roundAt = Long.MIN_VALUE;

    /** @param waiting is told what comes and goes */
    PendingRecords(TaskStore state, long stayMillis, WaitingEvents waiting) {
        this.pages = new PendingPages(state.values(SECTION));
        this.stayMillis = stayMillis;
        this.waiting = waiting;
    }

    /**
     * What came of an event so far.
     *
     * @param now event time that the partition has come to, epoch milliseconds
     * @param time of the record that came: while the partition's is unknown, or where a record is ahead of it
     */
    Known get(String id, long eventTime, long now, long time) {
        Bytes key = PendingPages.key(eventTime, id);
        PendingPage page = pages.page(key);
        Pending found = page.events().get(key);
        if (found != null && now <= found.getDeadline()) {
            return new Known(page, key, found, true, WaitingEvents.isForLabel(found));
        }
        if (found != null) {
            pages.remove(page, key);
            waiting.remove(WaitingEvents.isForLabel(found));
        }
        Pending empty = new Pending();
        empty.setEventId(id);
        empty.setEventTime(eventTime);
        empty.setDeadline(after(Math.max(time, now)));
        return new Known(page, key, empty, false, false);
    }

    void put(Known known) {
        if (known.isStored()) {
            waiting.remove(known.wasForLabel());
        }
        waiting.add(WaitingEvents.isForLabel(known.pending()));
        pages.put(known.page(), known.key(), known.pending());
    }

    void remove(Known known) {
        if (known.isStored()) {
            waiting.remove(known.wasForLabel());
            pages.remove(known.page(), known.key());
        }
    }

    /** Lets go what has waited too long, a step at a time; gives whether there may be more. */
    boolean letGo(long now) {
        if (now < roundAt || now < Long.MIN_VALUE + stayMillis) {
            return false;
        }
        PendingPages.Step step = pages.letGo(now, now - stayMillis);
        step.left().forEach(event -> waiting.remove(WaitingEvents.isForLabel(event)));
        if (step.isLast()) {
            roundAt = now + stayMillis / ROUNDS_PER_STAY;
        }
        return !step.isLast();
    }

    /** A time and the longest wait together; what is beyond every time is the last one. */
    private long after(long time) {
        long sum = time + stayMillis;
        return sum < time ? Long.MAX_VALUE : sum;
    }

    /**
     * An event that something came of.
     *
     * @param pending to be changed
     * @param isStored whether something of it came before
     * @param wasForLabel whether it waited for its label alone then
     */
    record Known(PendingPage page, Bytes key, Pending pending, boolean isStored, boolean wasForLabel) {}
}
