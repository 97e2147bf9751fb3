package io.headrace.runtime.streams.eventtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Where partitions ended, each time they were looked at. One that ended at the same place twice got nothing in between, however
 * seldom it was looked at. Safe for use by many threads.
 */
public final class ObservedEnds {

    /** With more, those between the first and the last are thinned out: how far one has read is known a little less precisely. */
    private static final int MOST_PERIODS = 64;

    private final Map<TopicPartition, List<Period>> periods = new ConcurrentHashMap<>();

    /** It ended there from one moment to another, epoch milliseconds. */
    private record Period(long end, long from, long to) {}

    /**
     * A partition was looked at.
     *
     * @param end the offset behind all that can be read
     * @param at a moment before, epoch milliseconds
     */
    public void see(TopicPartition partition, long end, long at) {
        periods.compute(partition, (_, before) -> after(before == null ? List.of() : before, end, at));
    }

    /** As {@link InputEnds#idleAt}, of what was seen. */
    public long idleAt(TopicPartition partition, long position, Duration quietFor) {
        for (Period period : periods.getOrDefault(partition, List.of()).reversed()) {
            if (period.end() <= position && period.to() - period.from() >= quietFor.toMillis()) {
                return period.to();
            }
        }
        return InputEnds.NEVER;
    }

    /** As of when it was looked at last; {@link InputEnds#NEVER} before the first time. */
    long seenAt(TopicPartition partition) {
        List<Period> known = periods.getOrDefault(partition, List.of());
        return known.isEmpty() ? InputEnds.NEVER : known.getLast().to();
    }

    private static List<Period> after(List<Period> before, long end, long at) {
        // Where the clock was set back, what was noted by it is of no use.
        List<Period> next =
                before.isEmpty() || before.getLast().to() > at ? new ArrayList<>() : new ArrayList<>(before);
        boolean goesOn = !next.isEmpty() && next.getLast().end() == end;
        next.add(new Period(end, goesOn ? next.removeLast().from() : at, at));
        if (next.size() > MOST_PERIODS) {
            thinOut(next);
        }
        return List.copyOf(next);
    }

    private static void thinOut(List<Period> periods) {
        Iterator<Period> all = periods.subList(1, periods.size() - 1).iterator();
        for (boolean isKept = false; all.hasNext(); isKept = !isKept) {
            all.next();
            if (!isKept) {
                all.remove();
            }
        }
    }
}
