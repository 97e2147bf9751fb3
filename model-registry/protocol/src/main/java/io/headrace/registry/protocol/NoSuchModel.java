package io.headrace.registry.protocol;

/** A reference names no version of the registry; the message says which exist. */
public final class NoSuchModel extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoSuchModel(String message) {
        super(message);
    }
}
