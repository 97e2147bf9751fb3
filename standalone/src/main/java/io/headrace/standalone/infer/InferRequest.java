package io.headrace.standalone.infer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to infer from.
 *
 * @param label the column to predict, as in the header, or the field made of it
 * @param time the column of the event time; empty: it is looked for
 * @param id the column that identifies a row; empty: the row's number
 * @param keys columns that name entities
 * @param definition where to write; schema and report go beside it
 */
public record InferRequest(
        Path source, String label, Optional<String> time, Optional<String> id, List<String> keys, Path definition) {

    public InferRequest {
        keys = List.copyOf(keys);
    }
}
