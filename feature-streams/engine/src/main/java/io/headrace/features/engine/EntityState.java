package io.headrace.features.engine;

import io.headrace.features.timeline.Timeline;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a {@link Stage} remembers of one entity, in pieces of bounded size of which those in use are in memory. Made, changed, written
 * and read by its stage. Not thread-safe: whoever holds it lets one thread at a time use it.
 */
public final class EntityState {

    /** The lines of time in it. */
    enum Line {
        /** Events, by event time, with the operands' values. */
        EVENTS(0),

        /** Labels that were given, by the time they became known, each a number. */
        LABELS(1),

        /** Events by event time: whether silence stands for their label or one was given, and where it is needed there which one, and when. */
        SILENCES(2);

        /** Part of stored keys, so it never changes. */
        final byte number;

        Line(int number) {
            this.number = (byte) number;
        }
    }

    /** Of one without any piece. */
    private static final int BYTES = 1_000;

    private final Map<Line, Timeline> lines = new EnumMap<>(Line.class);
    private final Lives lives;

    EntityState(Map<Line, Timeline> lines, Lives lives) {
        this.lines.putAll(lines);
        this.lives = lives;
    }

    /** In which it was recorded. */
    Lives lives() {
        return lives;
    }

    Timeline events() {
        return line(Line.EVENTS);
    }

    Timeline labels() {
        return line(Line.LABELS);
    }

    Timeline silences() {
        return line(Line.SILENCES);
    }

    Timeline line(Line line) {
        Timeline timeline = lines.get(line);
        if (timeline == null) {
            throw new IllegalStateException("there is no line of " + line);
        }
        return timeline;
    }

    /** How many events and labels are remembered. */
    public long size() {
        return lines.values().stream().mapToLong(Timeline::size).sum();
    }

    /** Whether any event or label is remembered by itself. */
    public boolean hasEntries() {
        // Asked for with each event: a stream would cost more than the answer.
        for (Timeline line : lines.values()) {
            if (!line.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing is remembered, neither events and labels nor what some came to. */
    public boolean isEmpty() {
        return !hasEntries() && lines.values().stream().allMatch(line -> line.foldedSince() == Long.MIN_VALUE);
    }

    /** About how much memory it takes; known of one that was {@link Stage#read} from stored pieces. */
    public long bytesInMemory() {
        long bytes = BYTES;
        for (Timeline line : lines.values()) {
            bytes += line.bytesInMemory();
        }
        return bytes;
    }

    /**
     * Since when the newest entry is remembered, epoch milliseconds: the later of its own time and how far the stream had
     * come when it was recorded. {@link Long#MIN_VALUE} without any entry.
     */
    public long newestSince() {
        long newest = Long.MIN_VALUE;
        for (Timeline line : lines.values()) {
            newest = Math.max(newest, line.newestSince());
        }
        return newest;
    }
}
