package io.headrace.connectors.payments.simulation;

import java.util.ArrayList;
import java.util.List;

/** What customers pay on a day, before any fraud. */
final class GenuinePayments {

    private static final double NOON_SECONDS = 43_200;
    private static final double SPREAD_SECONDS = 20_000;
    private static final double CONTACTLESS_LIMIT = 50;
    private static final double CONTACTLESS_SHARE = 0.75;

    private final SimulationSettings settings;
    private final Population population;

    GenuinePayments(SimulationSettings settings, Population population) {
        this.settings = settings;
        this.population = population;
    }

    List<Draft> on(int day) {
        double inflation = settings.drift()
                .filter(drift -> day >= drift.day())
                .map(Drift::inflation)
                .orElse(1.0);
        Draws draws = Draws.of(settings.seed(), Draws.Purpose.PAYMENTS, day);
        List<Draft> payments = new ArrayList<>(2 * population.customers());
        for (int customer = 0; customer < population.customers(); customer++) {
            for (int left = population.paymentsOn(customer, draws); left > 0; left--) {
                double millis = 1000 * draws.normal(NOON_SECONDS, SPREAD_SECONDS);
                if (millis > 0 && millis < Draft.DAY_MILLIS) {
                    payments.add(payment((int) millis, customer, inflation, draws));
                }
            }
        }
        return payments;
    }

    private Draft payment(int millis, int customer, double inflation, Draws draws) {
        double amount = Draft.money(inflation * population.amountOf(customer, draws));
        int terminal = population.terminalNear(customer, draws);
        return new Draft(millis, customer, terminal, amount, channel(amount, terminal, draws), Fraud.NONE);
    }

    private String channel(double amount, int terminal, Draws draws) {
        if (population.online(terminal)) {
            return "online";
        }
        return amount <= CONTACTLESS_LIMIT && draws.chance(CONTACTLESS_SHARE) ? "contactless" : "chip";
    }
}
