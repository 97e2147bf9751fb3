package io.headrace.features.app.topology;

import io.headrace.schemas.feature.Example;
import java.util.List;

/** What comes out where one task does everything, keyed by event id, at the event's time. */
sealed interface Finished {

    /**
     * A feature row.
     *
     * @param bytes as it is stored
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on within one topology, never compared
    record Row(byte[] bytes) implements Finished {}

    /** An example. */
    record Labelled(Example made) implements Finished {}

    /** The row, if it is one. */
    default List<byte[]> row() {
        return switch (this) {
            case Row(byte[] bytes) -> List.of(bytes);
            case Labelled _ -> List.of();
        };
    }

    /** The example, if it is one. */
    default List<Example> example() {
        return switch (this) {
            case Row _ -> List.of();
            case Labelled(Example made) -> List.of(made);
        };
    }
}
