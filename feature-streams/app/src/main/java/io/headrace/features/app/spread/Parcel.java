package io.headrace.features.app.spread;

import io.headrace.features.app.avro.Answers;
import io.headrace.features.app.avro.Travelling;
import java.util.Set;

/** What goes through a repartition topic. */
sealed interface Parcel {

    byte[] NONE = {};

    /**
     * Items, with their source's progress.
     *
     * @param bytes as it came; none where it is to be sent
     * @param to the partitions it goes to; none where it came
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on within one topology, never compared
    record Items(Travelling content, byte[] bytes, Set<Integer> to) implements Parcel {

        Items(Travelling content, Set<Integer> to) {
            this(content, NONE, to);
        }
    }

    /** Answers. */
    @SuppressWarnings("ArrayRecordComponent") // passed on within one topology, never compared
    record Answered(Answers content, byte[] bytes, Set<Integer> to) implements Parcel {

        Answered(Answers content, int to) {
            this(content, NONE, Set.of(to));
        }
    }

    /**
     * Bytes that this app did not write.
     *
     * @param reason what is wrong with them
     */
    record Junk(String reason) implements Parcel {}
}
