package io.headrace.connectors.payments.simulation;

import java.util.List;
import java.util.Optional;

/** Scenario 1: any payment above a fixed amount is a fraud. Ends with the drift. */
record LargeAmounts(Optional<Integer> change) implements FraudScenario {

    private static final double THRESHOLD = 220;

    @Override
    public List<Draft> on(int day, List<Draft> payments) {
        return FraudScenario.changed(change, day)
                ? payments
                : payments.stream()
                        .map(payment -> payment.amount() > THRESHOLD ? payment.as(Fraud.LARGE_AMOUNT) : payment)
                        .toList();
    }
}
