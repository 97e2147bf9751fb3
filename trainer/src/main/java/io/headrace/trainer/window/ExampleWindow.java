package io.headrace.trainer.window;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Training;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The examples that training may still use, in memory. What is in it follows from which examples were read, not from their order.
 * Not for several threads.
 */
public final class ExampleWindow {

    /** A window by time has no number of its own; this many examples of some dozen features are about a gigabyte. */
    private static final int MOST = 1_000_000;

    private final Training.Window window;
    private final LabelHorizon horizon;
    private final NavigableSet<Located> examples = new TreeSet<>(Located.AS_KNOWN);
    private long newestEventTime = Long.MIN_VALUE;
    private long floor = Long.MIN_VALUE;

    /** A window whose examples count at once. */
    ExampleWindow(Training.Window window) {
        this(window, LabelHorizon.none());
    }

    /** A definition's window, whose examples count once the labels of every class would be known. */
    public ExampleWindow(PipelineDefinition definition) {
        this(definition.train().window(), LabelHorizon.of(definition));
    }

    ExampleWindow(Training.Window window, LabelHorizon horizon) {
        this.window = window;
        this.horizon = horizon;
    }

    /**
     * Takes an example in; older ones that no training can use any more leave.
     *
     * @return false for one that was let go already, and one that is there
     */
    public boolean add(Located located) {
        horizon.note(located);
        if (located.eventTime() < floor || !examples.add(located)) {
            return false;
        }
        newestEventTime = Math.max(newestEventTime, located.eventTime());
        while (examples.size() > capacity() || isOver(examples.first())) {
            examples.pollFirst();
        }
        return true;
    }

    /** How many count now. */
    public int size() {
        return horizon.waits() ? countSince(Long.MIN_VALUE) : examples.size();
    }

    /** The event time before which nothing is used any more; empty where nothing was let go. */
    public OptionalLong floor() {
        return floor == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(floor);
    }

    /** How many of an event time or newer count now. */
    public int countSince(long eventTime) {
        return (int) examples.stream()
                .filter(located -> located.eventTime() >= eventTime && horizon.isPast(located.eventTime()))
                .count();
    }

    /** What the definition's window holds and counts now. */
    public Selection all() {
        return since(Long.MIN_VALUE);
    }

    /** What the definition's window holds of an event time or newer and counts now. */
    public Selection since(long eventTime) {
        return Selection.of(held().stream()
                .filter(located -> located.eventTime() >= eventTime && horizon.isPast(located.eventTime()))
                .toList());
    }

    /** All that it holds, also what does not count yet: what a new start must read again. */
    public Selection inMemory() {
        return Selection.of(held());
    }

    private List<Located> held() {
        return examples.stream().filter(located -> !isOver(located)).toList();
    }

    /** Lets go of what is older, also of what is yet to come: it is of a kind that is gone. */
    public void forgetBefore(long eventTime) {
        floor = Math.max(floor, eventTime);
        examples.removeIf(located -> located.eventTime() < eventTime);
    }

    private int capacity() {
        return switch (window) {
            case Training.Window.Examples(int count) -> count;
            case Training.Window.Time _ -> MOST;
        };
    }

    private boolean isOver(Located located) {
        return switch (window) {
            case Training.Window.Examples _ -> false;
            case Training.Window.Time(Duration length) -> located.eventTime() < newestEventTime - length.toMillis();
        };
    }
}
