package io.headrace.connectors.payments.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settings and records for tests. */
final class Simulations {

    static final DirtRates SOME_DIRT = new DirtRates(0.02, 0.01, 0.01, 0.02, 0.01);

    private Simulations() {}

    static SimulationSettings small(long seed, int days) {
        return of(seed, 60, days, 3, Optional.of(new Drift(days / 2, 1.6)), SOME_DIRT);
    }

    static SimulationSettings of(
            long seed, int customers, int days, double intensity, Optional<Drift> drift, DirtRates dirt) {
        return new SimulationSettings(
                seed,
                customers,
                2 * customers,
                Math.min(100, 350 / Math.sqrt(customers)),
                LocalDate.of(2026, 1, 1),
                Optional.of(days),
                intensity,
                drift,
                LabelReports.WITHIN_A_WEEK,
                dirt);
    }

    static List<SimulatedRecord> all(SimulationSettings settings) {
        return drain(PaymentStream.from(settings, StreamPosition.START));
    }

    static List<SimulatedRecord> drain(PaymentStream stream) {
        List<SimulatedRecord> records = new ArrayList<>();
        while (stream.hasNext()) {
            records.add(stream.next());
        }
        return records;
    }

    static List<SimulatedRecord.Payment> payments(List<SimulatedRecord> records) {
        return only(records, SimulatedRecord.Payment.class);
    }

    static <T extends SimulatedRecord> List<T> only(List<SimulatedRecord> records, Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
