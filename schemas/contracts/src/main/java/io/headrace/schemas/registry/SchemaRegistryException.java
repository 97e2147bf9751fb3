package io.headrace.schemas.registry;

import java.util.OptionalInt;

/** A schema registry answered, and refused: trying again would not help. */
public final class SchemaRegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String url;
    private final String subject;
    private final int status;

    /**
     * @param url what was asked
     * @param subject the subject concerned; the empty string when none is
     * @param status the HTTP status; 0 when there was none
     * @param message what was found and what would be right
     */
    public SchemaRegistryException(String url, String subject, int status, String message) {
        super(url + (status == 0 ? "" : " answered " + status) + (subject.isEmpty() ? "" : " about subject " + subject)
                + ": " + message);
        this.url = url;
        this.subject = subject;
        this.status = status;
    }

    public String url() {
        return url;
    }

    /** The subject concerned; the empty string when none is. */
    public String subject() {
        return subject;
    }

    /** The HTTP status; empty when the registry is in memory or the fault is in the answer's text. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
