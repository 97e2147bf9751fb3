package io.headrace.ingest.push;

import java.util.List;
import java.util.Optional;

/**
 * What the broker said of a batch, record by record.
 *
 * @param records in the batch's order
 */
record PushResult(List<Written> records) {

    PushResult {
        records = List.copyOf(records);
    }

    /**
     * @param id the event's id
     * @param place {@code topic-partition@offset}, where it was acknowledged
     * @param failure why it was not; empty if it was
     */
    record Written(String id, Optional<String> place, String failure) {}

    long acknowledged() {
        return records.stream().filter(item -> item.place().isPresent()).count();
    }

    boolean complete() {
        return acknowledged() == records.size();
    }

    /** The first reason why a record was not acknowledged. */
    String failure() {
        return records.stream()
                .filter(item -> item.place().isEmpty())
                .map(Written::failure)
                .findFirst()
                .orElse("");
    }
}
