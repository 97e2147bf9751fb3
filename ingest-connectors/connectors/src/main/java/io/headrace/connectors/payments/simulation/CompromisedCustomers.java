package io.headrace.connectors.payments.simulation;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Scenario 3: the credentials of three of 5,000 customers a day leak, for 14 days; a third of their payments are frauds of
 * five times the amount. Ends with the drift.
 */
final class CompromisedCustomers implements FraudScenario {

    static final double SHARE_PER_DAY = 3.0 / 5_000;
    static final int LASTING_DAYS = 14;

    private static final double FRAUD_SHARE = 1.0 / 3;
    private static final double AMOUNT_FACTOR = 5;

    private final long seed;
    private final Compromised compromised;
    private final Optional<Integer> change;

    CompromisedCustomers(SimulationSettings settings, Population population, Optional<Integer> change) {
        this.seed = settings.seed();
        this.change = change;
        this.compromised = ofCustomers(settings, population);
    }

    static Compromised ofCustomers(SimulationSettings settings, Population population) {
        return new Compromised(
                settings.seed(),
                Draws.Purpose.COMPROMISED_CUSTOMERS,
                population.customers(),
                SHARE_PER_DAY * population.customers() * settings.fraudIntensity(),
                LASTING_DAYS);
    }

    @Override
    public List<Draft> on(int day, List<Draft> payments) {
        if (FraudScenario.changed(change, day)) {
            return payments;
        }
        BitSet customers = compromised.on(day, 1);
        Draws draws = Draws.of(seed, Draws.Purpose.FRAUD_BY_CUSTOMER, day);
        return payments.stream()
                .map(payment -> customers.get(payment.customer()) && draws.chance(FRAUD_SHARE)
                        ? payment.as(Fraud.COMPROMISED_CUSTOMER, Draft.money(AMOUNT_FACTOR * payment.amount()))
                        : payment)
                .toList();
    }
}
