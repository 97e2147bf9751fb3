package io.headrace.schemas.topics;

/** Topics exist, but not as the catalogue wants them; nothing was changed. */
public final class TopicMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TopicMismatchException(String message) {
        super(message);
    }
}
