package io.headrace.standalone.status;

import java.util.Optional;

/**
 * One topic of a pipeline.
 *
 * @param holds what, in a person's words
 * @param records committed ones
 * @param bytes on disk, of one replica
 * @param schema of the values; empty where none is registered
 */
public record TopicLine(String name, String holds, int partitions, long records, long bytes, Optional<Subject> schema) {

    /** @param version the newest under the subject */
    public record Subject(String name, int version, long id) {}
}
