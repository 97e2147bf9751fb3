package io.headrace.features.engine;

/** Bytes that are not an entity state, or one of a version that this engine does not know. */
public final class CorruptStateException extends RuntimeException {

    CorruptStateException(String found) {
        super("this is not an entity state: " + found);
    }

    CorruptStateException(String found, Throwable cause) {
        super("this is not an entity state: " + found, cause);
    }
}
