package io.headrace.features.app.spread;

import io.headrace.features.app.avro.Travelling;

/** What goes through a repartition topic. */
sealed interface Parcel {

    /**
     * A good one.
     *
     * @param bytes as it came; none where it is to be sent
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on within one topology, never compared
    record Good(Travelling content, byte[] bytes) implements Parcel {

        private static final byte[] NONE = {};

        static Good of(Travelling content) {
            return new Good(content, NONE);
        }
    }

    /**
     * Bytes that this app did not write.
     *
     * @param reason what is wrong with them
     */
    record Junk(String reason) implements Parcel {}
}
