package io.headrace.features.timeline;

/** Stored bytes that are not a piece of a timeline. */
public final class CorruptPieceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public CorruptPieceException(String message) {
        super(message);
    }

    public CorruptPieceException(String message, Throwable cause) {
        super(message, cause);
    }
}
