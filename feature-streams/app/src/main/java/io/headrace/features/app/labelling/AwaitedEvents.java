package io.headrace.features.app.labelling;

import java.util.List;
import java.util.Optional;

/** Where awaited events are kept: by id, and in the order in which their patience ends. */
public interface AwaitedEvents {

    Optional<Awaited> get(String id);

    void put(String id, Awaited awaited);

    void remove(String id);

    /** Notes that the event is to be looked at when its patience is over. */
    void schedule(Turn turn);

    void unschedule(Turn turn);

    /**
     * Those whose turn it is, in order. Asked for before every row, so it must cost next to nothing where there is none.
     *
     * @param before only those whose patience counts from a time before this one
     * @param most how many at most
     */
    List<Turn> earliest(long before, int most);

    /**
     * An event's place in the order.
     *
     * @param from {@link Awaited#from()}: not when the patience ends, which another definition may see differently
     * @param id the event's
     */
    record Turn(long from, String id) {}
}
