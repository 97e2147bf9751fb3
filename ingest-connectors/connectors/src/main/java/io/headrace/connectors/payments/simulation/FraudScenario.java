package io.headrace.connectors.payments.simulation;

import java.util.List;
import java.util.Optional;

/** One way in which payments of a day become, or are joined by, frauds. */
interface FraudScenario {

    /** The day's payments with this scenario's frauds; the list given is not changed. */
    List<Draft> on(int day, List<Draft> payments);

    /**
     * The three of the Fraud Detection Handbook (Le Borgne, Siblini, Lebichot, Bontempi: Reproducible Machine Learning for
     * Credit Card Fraud Detection, ULB 2022, chapter 3), in its order, and what follows a drift.
     */
    static List<FraudScenario> of(SimulationSettings settings, Population population) {
        Optional<Integer> change = settings.drift().map(Drift::day);
        return List.of(
                new LargeAmounts(change),
                new CompromisedTerminals(settings, population, change),
                new CompromisedCustomers(settings, population, change),
                new CardTesting(settings, population, change));
    }

    static boolean changed(Optional<Integer> change, int day) {
        return change.isPresent() && day >= change.get();
    }
}
