package io.headrace.scoring.inference;

/** Part of a request that does not fit, as the end of a sentence whose beginning its reader knows. */
final class InvalidInference extends IllegalArgumentException {

    InvalidInference(String message) {
        super(message);
    }
}
