package io.headrace.features.app.labelling;

import java.util.List;
import java.util.Optional;

/** Where awaited events are kept: by id, and in the order of the times at which they are to be looked at again. */
public interface AwaitedEvents {

    Optional<Awaited> get(String id);

    void put(String id, Awaited awaited);

    void remove(String id);

    /** Notes that the event is to be looked at when the clock has passed the deadline. */
    void schedule(Deadline deadline);

    void unschedule(Deadline deadline);

    /**
     * Scheduled deadlines in order. Asked for before every row, so it must cost next to nothing where none has passed.
     *
     * @param passedAt only those before this event time
     * @param most how many at most
     */
    List<Deadline> earliest(long passedAt, int most);

    /**
     * A time and whom it concerns.
     *
     * @param time epoch milliseconds of event time
     * @param id the event's
     */
    record Deadline(long time, String id) {}
}
