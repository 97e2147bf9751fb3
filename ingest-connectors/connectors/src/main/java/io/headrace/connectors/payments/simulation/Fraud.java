package io.headrace.connectors.payments.simulation;

/** Why a payment is a fraud. */
public enum Fraud {
    /** It is none. */
    NONE,
    /** Its amount is above the threshold (Handbook, scenario 1). */
    LARGE_AMOUNT,
    /** It was made at a compromised terminal (Handbook, scenario 2). */
    COMPROMISED_TERMINAL,
    /** Someone used a customer's leaked credentials for a multiple of the usual amount (Handbook, scenario 3). */
    COMPROMISED_CUSTOMER,
    /** Someone tries out a stolen card; only after the drift. */
    CARD_TESTING
}
