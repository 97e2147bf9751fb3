package io.headrace.schemas.registry;

import org.jspecify.annotations.Nullable;

/**
 * No address of the schema registry answered within the retries. It says nothing about the data: whoever catches it waits
 * and tries again, and quarantines nothing.
 */
public final class SchemaRegistryUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SchemaRegistryUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
