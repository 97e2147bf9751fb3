package io.headrace.features.app.topology;

/** A record for the quarantine. Without a stack trace: bad input may come in floods. */
final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String rule;

    Unusable(String rule, String reason) {
        super(reason, null, false, false);
        this.rule = rule;
    }

    String rule() {
        return rule;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
