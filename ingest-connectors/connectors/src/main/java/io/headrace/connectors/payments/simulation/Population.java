package io.headrace.connectors.payments.simulation;

/**
 * Customers and terminals on a plane. A customer pays at the terminals within the radius, each as likely as the other; one
 * with none in reach pays nowhere. Memory goes by their number alone: terminals in reach are drawn from a grid, not listed
 * per customer.
 */
final class Population {

    static final double PLANE = 100;

    private static final double ONLINE_SHARE = 0.2;

    private final Terminals terminals;
    private final double[] x;
    private final double[] y;
    private final double[] meanAmount;
    private final double[] expOfMinusPaymentsPerDay;

    Population(SimulationSettings settings) {
        terminals = new Terminals(settings.seed(), settings.terminals(), settings.radius());
        int count = settings.customers();
        x = new double[count];
        y = new double[count];
        meanAmount = new double[count];
        expOfMinusPaymentsPerDay = new double[count];
        Draws draws = Draws.of(settings.seed(), Draws.Purpose.CUSTOMERS, 0);
        for (int i = 0; i < count; i++) {
            x[i] = draws.uniform(0, PLANE);
            y[i] = draws.uniform(0, PLANE);
            meanAmount[i] = draws.uniform(5, 100);
            double paymentsPerDay = draws.uniform(0, 4);
            expOfMinusPaymentsPerDay[i] = terminals.anyNear(x[i], y[i]) ? StrictMath.exp(-paymentsPerDay) : 1;
        }
    }

    int customers() {
        return x.length;
    }

    int terminals() {
        return terminals.size();
    }

    int paymentsOn(int customer, Draws draws) {
        return draws.poissonOf(expOfMinusPaymentsPerDay[customer]);
    }

    int terminalNear(int customer, Draws draws) {
        return terminals.near(x[customer], y[customer], draws);
    }

    /** Normal around the customer's mean with half of it as standard deviation; where negative, uniform up to twice the mean. */
    double amountOf(int customer, Draws draws) {
        double mean = meanAmount[customer];
        double amount = draws.normal(mean, mean / 2);
        return amount < 0 ? draws.uniform(0, 2 * mean) : amount;
    }

    /** Whether the terminal is a web shop's; its number decides, so that none need be stored. */
    boolean online(int terminal) {
        return Draws.of(terminal, Draws.Purpose.TERMINALS, 1).chance(ONLINE_SHARE);
    }
}
