package io.headrace.connectors.payments.simulation;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes a day's payments, frauds included, in event-time order, and their labels; any day, without the days before it. */
final class DayOfPayments {

    private static final String CURRENCY = "EUR";

    private final SimulationSettings settings;
    private final GenuinePayments genuine;
    private final List<FraudScenario> scenarios;
    private final long startMillis;

    DayOfPayments(SimulationSettings settings) {
        this.settings = settings;
        Population population = new Population(settings);
        this.genuine = new GenuinePayments(settings, population);
        this.scenarios = FraudScenario.of(settings, population);
        this.startMillis =
                settings.start().atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    /** Midnight at the day's start, milliseconds since the epoch. */
    long startOf(int day) {
        return startMillis + (long) day * Draft.DAY_MILLIS;
    }

    int dayOf(long at) {
        return (int) Math.floorDiv(at - startMillis, Draft.DAY_MILLIS);
    }

    List<SimulatedRecord.Payment> payments(int day) {
        if (settings.days().isPresent() && day >= settings.days().get()) {
            return List.of();
        }
        List<Draft> drafts = genuine.on(day);
        for (FraudScenario scenario : scenarios) {
            drafts = scenario.on(day, drafts);
        }
        List<Draft> ordered = new ArrayList<>(drafts);
        ordered.sort(Comparator.comparingInt(Draft::millis));
        List<SimulatedRecord.Payment> payments = new ArrayList<>(ordered.size());
        for (int i = 0; i < ordered.size(); i++) {
            payments.add(payment(day, i, ordered.get(i)));
        }
        return payments;
    }

    private SimulatedRecord.Payment payment(int day, int index, Draft draft) {
        return new SimulatedRecord.Payment(
                "tx-" + day + "-" + index,
                startOf(day) + draft.millis(),
                "c-" + draft.customer(),
                "t-" + draft.terminal(),
                draft.amount(),
                CURRENCY,
                Optional.of(draft.channel()),
                draft.fraud());
    }

    /** The labels of a day's payments, in the payments' order. */
    List<SimulatedRecord.Label> labels(int day, List<SimulatedRecord.Payment> payments) {
        Draws draws = Draws.of(settings.seed(), Draws.Purpose.LABELS, day);
        List<SimulatedRecord.Label> labels = new ArrayList<>();
        for (SimulatedRecord.Payment payment : payments) {
            // Drawn for every payment, so that confirming genuine ones does not move the reports of frauds.
            long at = payment.at() + settings.labels().delayMillis(draws);
            boolean fraud = payment.fraud() != Fraud.NONE;
            if (fraud || settings.labels().negatives()) {
                labels.add(new SimulatedRecord.Label(payment.txId(), fraud, at));
            }
        }
        return labels;
    }
}
