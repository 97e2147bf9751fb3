package io.headrace.runtime.streams.intake;

import org.apache.avro.generic.GenericRecord;

/** What the records of a topic are taken as. */
@FunctionalInterface
public interface RecordForm<T> {

    /**
     * Takes a record that could be decoded.
     *
     * @param record in the reader's schema
     * @param bytes the value it was decoded from, to be kept where that is cheaper
     * @return its id, its time and what it is, as they are found: that the id is not empty and the time not before 1970 is
     *     checked by the caller
     */
    Intake<T> take(GenericRecord record, byte[] bytes);
}
