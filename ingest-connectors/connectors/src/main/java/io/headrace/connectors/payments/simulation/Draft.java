package io.headrace.connectors.payments.simulation;

/**
 * A payment in the making.
 *
 * @param millis since the start of its day
 */
record Draft(int millis, int customer, int terminal, double amount, String channel, Fraud fraud) {

    static final int DAY_MILLIS = 86_400_000;

    Draft as(Fraud kind) {
        return new Draft(millis, customer, terminal, amount, channel, kind);
    }

    Draft as(Fraud kind, double otherAmount) {
        return new Draft(millis, customer, terminal, otherAmount, channel, kind);
    }

    /** To the cent, and at least one. */
    static double money(double amount) {
        return Math.max(1, Math.round(amount * 100)) / 100.0;
    }
}
