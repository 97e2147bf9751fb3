package io.headrace.registry.protocol;

/** A change the registry's state does not allow now; the message says what was found and what would be right. */
public final class RegistryConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RegistryConflict(String message) {
        super(message);
    }

    RegistryConflict(String message, Throwable cause) {
        super(message, cause);
    }
}
