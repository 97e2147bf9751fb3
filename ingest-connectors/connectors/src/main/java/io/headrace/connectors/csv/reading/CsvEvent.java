package io.headrace.connectors.csv.reading;

import io.headrace.schemas.feature.Label;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/** What a row means. */
public sealed interface CsvEvent {

    RowPlace place();

    /** The row as it stands in the file, without its line end; read-only, position 0. */
    ByteBuffer text();

    /**
     * An event, and its label where the file has one.
     *
     * @param id the event's, as text
     * @param time event time, epoch milliseconds
     */
    record Read(RowPlace place, ByteBuffer text, String id, long time, GenericRecord event, Optional<Label> label)
            implements CsvEvent {}

    /**
     * A row that makes no event.
     *
     * @param rule what quarantine calls it: {@code broken-row}, or {@code unreadable-value}
     * @param reason one sentence with the place, what was found and what would be right
     */
    record Broken(RowPlace place, ByteBuffer text, String rule, String reason) implements CsvEvent {}
}
