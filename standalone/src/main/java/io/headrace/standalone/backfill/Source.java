package io.headrace.standalone.backfill;

import io.headrace.features.app.labelling.GivenLabel;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Where history is read from. Used by one thread, but for the labels beside, which another one takes. */
public interface Source extends AutoCloseable {

    /** What it reads from; the further streams are those that the definition has. */
    Lanes lanes();

    /** The next ones, at most so many; empty at the end. */
    List<Incoming> next(int most);

    /** How much of it was read, from 0 to 1; NaN where that is not known. */
    double share();

    /** Where it is, if it can go on from there; empty where all has to be read anew. */
    default Optional<Resumable> place() {
        return Optional.empty();
    }

    /** Labels that are not among what {@link #next} brings. */
    LabelsBeside labels();

    /** How many of the labels read so far the stream would keep out, by rule; the sequencer hears nothing of them. */
    SortedMap<String, Long> refusedLabels();

    @Override
    void close();

    /** Labels on a topic of their own. */
    interface LabelsBeside {

        /** All labels come with the events. */
        LabelsBeside NONE = new LabelsBeside() {
            @Override
            public Optional<GivenLabel> before(long time) {
                return Optional.empty();
            }

            @Override
            public boolean isAtEnd() {
                return false;
            }
        };

        /** The next one that the stream would have taken before an event of a time, epoch milliseconds; empty where there is none. */
        Optional<GivenLabel> before(long time);

        /** Whether there are no more. */
        boolean isAtEnd();
    }
}
