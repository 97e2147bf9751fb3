package io.headrace.connectors.payments.simulation;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Scenario 2: two of 10,000 terminals a day are compromised, for 28 days; all payments there are frauds. Rarer after the drift. */
final class CompromisedTerminals implements FraudScenario {

    private static final double SHARE_PER_DAY = 2.0 / 10_000;
    private static final int LASTING_DAYS = 28;
    private static final double SHARE_AFTER_DRIFT = 0.4;

    private final Compromised compromised;
    private final Optional<Integer> change;

    CompromisedTerminals(SimulationSettings settings, Population population, Optional<Integer> change) {
        this.change = change;
        this.compromised = new Compromised(
                settings.seed(),
                Draws.Purpose.COMPROMISED_TERMINALS,
                population.terminals(),
                SHARE_PER_DAY * population.terminals() * settings.fraudIntensity(),
                LASTING_DAYS);
    }

    @Override
    public List<Draft> on(int day, List<Draft> payments) {
        BitSet terminals = compromised.on(day, FraudScenario.changed(change, day) ? SHARE_AFTER_DRIFT : 1);
        return payments.stream()
                .map(payment -> terminals.get(payment.terminal()) ? payment.as(Fraud.COMPROMISED_TERMINAL) : payment)
                .toList();
    }
}
