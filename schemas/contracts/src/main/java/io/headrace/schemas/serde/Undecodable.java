package io.headrace.schemas.serde;

/** Bytes that are no good record, with the rule they break. Without a stack trace: bad input may come in floods. */
final class Undecodable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String rule;
    private final String reason;

    Undecodable(String rule, String reason) {
        super(reason, null, false, false);
        this.rule = rule;
        this.reason = reason;
    }

    String rule() {
        return rule;
    }

    String reason() {
        return reason;
    }
}
