package io.headrace.model;

/** A model that was open could not score: it is closed by now, or its graph failed on this input. */
public final class ModelFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelFailure(String message) {
        super(message);
    }

    ModelFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
