package io.headrace.standalone.replay.report;

/**
 * Records by where they got. {@code events} = clean + quarantined events + duplicates; every clean event becomes a feature row and
 * every feature row a prediction.
 *
 * @param events rows of the file, those too that could not be read
 * @param clean passed cleaning
 * @param quarantined records in quarantine, of every app
 * @param duplicates dropped by cleaning
 * @param features feature rows
 * @param examples feature rows joined with their label
 * @param predictions made
 */
public record Counts(
        long events, long clean, long quarantined, long duplicates, long features, long examples, long predictions) {}
