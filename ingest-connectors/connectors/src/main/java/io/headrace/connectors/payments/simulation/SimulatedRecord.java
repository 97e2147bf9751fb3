package io.headrace.connectors.payments.simulation;

import java.util.Optional;

/** One record of the sequence. */
public sealed interface SimulatedRecord {

    /** The payment's id. */
    String txId();

    /** Event time, milliseconds since the epoch. */
    long at();

    /**
     * A card was used.
     *
     * @param amount in the currency's unit, two decimals; negative only as dirt
     * @param currency ISO 4217; in lower case only as dirt
     * @param channel chip, contactless or online; empty only as dirt
     * @param fraud the truth, which no field of the event tells
     */
    record Payment(
            String txId,
            long at,
            String customerId,
            String terminalId,
            double amount,
            String currency,
            Optional<String> channel,
            Fraud fraud)
            implements SimulatedRecord {}

    /** A payment was reported as fraud, or confirmed as genuine, at this time. */
    record Label(String txId, boolean fraud, long at) implements SimulatedRecord {}

    /** A value that is no Avro, as a broken producer sends it. */
    record Garbage(String txId, long at, String text) implements SimulatedRecord {}
}
