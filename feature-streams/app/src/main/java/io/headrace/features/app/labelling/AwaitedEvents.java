package io.headrace.features.app.labelling;

import java.util.List;
import java.util.Optional;

/** Where awaited events are kept: by id, and in the order in which their patience ends. */
public interface AwaitedEvents {

    Optional<Awaited> get(String id);

    /**
     * An event awaits something else now; it is looked at when that patience is over.
     *
     * @param before what {@link #get} or {@link #at} gave for it; empty where it awaited nothing
     */
    void replace(String id, Optional<Awaited> before, Awaited after);

    /** The event whose turn it is; empty where it has another by now. */
    Optional<Awaited> at(Turn turn);

    /** Forgets an event with its turn. */
    void forget(Turn turn);

    /** Forgets a turn of an event that has another by now. */
    void pass(Turn turn);

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
