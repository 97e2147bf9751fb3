package io.headrace.connectors.payments.simulation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * After the drift, whoever holds stolen cards tries them out: extra payments in short series, small, mostly online and
 * mostly at night, at any terminal of the plane.
 */
final class CardTesting implements FraudScenario {

    /** On a day a stolen card is tried with this probability … */
    private static final double SERIES_CHANCE = 0.5;
    /** … by one payment and this many more in the mean, … */
    private static final double MORE_PAYMENTS = 2;
    /** … this far apart in the mean. */
    private static final double PAUSE_MILLIS = 8 * 60_000;

    private static final double NIGHT_SHARE = 0.7;
    private static final int NIGHT_MILLIS = 4 * 3_600_000;
    private static final double ONLINE_SHARE = 0.7;
    private static final double SMALLEST_AMOUNT = 0.5;
    private static final double MEAN_ABOVE_SMALLEST = 6;

    private final long seed;
    private final Population population;
    private final Compromised stolen;
    private final Optional<Integer> change;

    CardTesting(SimulationSettings settings, Population population, Optional<Integer> change) {
        this.seed = settings.seed();
        this.population = population;
        this.change = change;
        this.stolen = CompromisedCustomers.ofCustomers(settings, population);
    }

    @Override
    public List<Draft> on(int day, List<Draft> payments) {
        if (!FraudScenario.changed(change, day)) {
            return payments;
        }
        List<Draft> all = new ArrayList<>(payments);
        BitSet customers = stolen.on(day, 1);
        Draws draws = Draws.of(seed, Draws.Purpose.CARD_TESTING, day);
        customers.stream().filter(customer -> draws.chance(SERIES_CHANCE)).forEach(customer -> {
            double millis = draws.uniform(0, draws.chance(NIGHT_SHARE) ? NIGHT_MILLIS : Draft.DAY_MILLIS);
            for (int left = 1 + draws.poisson(MORE_PAYMENTS); left > 0 && millis < Draft.DAY_MILLIS; left--) {
                all.add(payment((int) millis, customer, draws));
                millis += draws.exponential(PAUSE_MILLIS);
            }
        });
        return all;
    }

    private Draft payment(int millis, int customer, Draws draws) {
        double amount = Draft.money(SMALLEST_AMOUNT + draws.exponential(MEAN_ABOVE_SMALLEST));
        String channel = draws.chance(ONLINE_SHARE) ? "online" : "chip";
        return new Draft(millis, customer, draws.below(population.terminals()), amount, channel, Fraud.CARD_TESTING);
    }
}
