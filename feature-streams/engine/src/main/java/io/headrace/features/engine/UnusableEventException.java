package io.headrace.features.engine;

/** An event without id or time: it cannot be placed, and belongs in quarantine. */
public final class UnusableEventException extends RuntimeException {

    private final String rule;

    UnusableEventException(String rule, String field) {
        super("field " + field + " is missing; every event needs it");
        this.rule = rule;
    }

    /** What it broke, as the quarantine header says it: {@code missing-id} or {@code missing-time}. */
    public String rule() {
        return rule;
    }
}
