package io.headrace.connectors.payments.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PaymentStreamTest {

    private static final long LONGEST_REPEAT_MILLIS = Duration.ofMinutes(5).toMillis() + 1;

    @Property(tries = 20)
    void theSameSettingsGiveTheSameSequence(@ForAll long seed) {
        SimulationSettings settings = Simulations.small(seed, 6);

        assertThat(Simulations.all(settings)).isEqualTo(Simulations.all(settings));
    }

    @Property(tries = 10)
    void anotherSeedGivesAnotherSequence(@ForAll long seed) {
        assertThat(Simulations.all(Simulations.small(seed, 3)))
                .isNotEqualTo(Simulations.all(Simulations.small(seed + 1, 3)));
    }

    @Property(tries = 30)
    void startingAtAnyPositionGivesTheSameTail(@ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double where) {
        SimulationSettings settings = Simulations.small(seed, 12);
        PaymentStream whole = PaymentStream.from(settings, StreamPosition.START);
        List<StreamPosition> positions = new ArrayList<>();
        List<SimulatedRecord> records = new ArrayList<>();
        while (whole.hasNext()) {
            positions.add(whole.position());
            records.add(whole.next());
        }
        int from = (int) (where * (records.size() - 1));

        assertThat(Simulations.drain(PaymentStream.from(settings, positions.get(from))))
                .isEqualTo(records.subList(from, records.size()));
        assertThat(PaymentStream.from(settings, whole.position()).hasNext()).isFalse();
    }

    @Property(tries = 20)
    void recordsComeInEventTimeOrderSaveRepeatsWhichFollowSoon(@ForAll long seed) {
        long newest = Long.MIN_VALUE;
        Set<String> seen = new HashSet<>();
        for (SimulatedRecord item : Simulations.all(Simulations.small(seed, 10))) {
            boolean repeat = item instanceof SimulatedRecord.Payment payment && !seen.add(payment.txId());
            assertThat(item.at()).isGreaterThanOrEqualTo(repeat ? newest - LONGEST_REPEAT_MILLIS : newest);
            newest = Math.max(newest, item.at());
        }
    }

    @Property(tries = 20)
    void everyFraudAndNothingElseIsReportedOnceWithinTheStatedTime(@ForAll long seed) {
        Map<String, SimulatedRecord.Payment> frauds = new HashMap<>();
        for (SimulatedRecord item : Simulations.all(Simulations.small(seed, 10))) {
            switch (item) {
                case SimulatedRecord.Payment payment
                when payment.fraud() != Fraud.NONE -> frauds.put(payment.txId(), payment);
                case SimulatedRecord.Payment _, SimulatedRecord.Garbage _ -> {}
                case SimulatedRecord.Label(String txId, boolean fraud, long at) -> {
                    assertThat(fraud).isTrue();
                    SimulatedRecord.Payment payment = frauds.remove(txId);
                    assertThat(payment).isNotNull();
                    assertThat(Duration.ofMillis(at - payment.at())).isBetween(Duration.ofDays(1), Duration.ofDays(7));
                }
            }
        }
        assertThat(frauds).isEmpty();
    }

    @Example
    void confirmingGenuinePaymentsLeavesPaymentsAndReportsAsTheyAre() {
        SimulationSettings silent = Simulations.small(7, 10);
        SimulationSettings confirming = new SimulationSettings(
                silent.seed(),
                silent.customers(),
                silent.terminals(),
                silent.radius(),
                silent.start(),
                silent.days(),
                silent.fraudIntensity(),
                silent.drift(),
                new LabelReports(Duration.ofDays(1), Duration.ofDays(7), true),
                silent.dirt());
        List<SimulatedRecord> records = Simulations.all(confirming);

        assertThat(records.stream().filter(item -> !(item instanceof SimulatedRecord.Label label && !label.fraud())))
                .containsExactlyElementsOf(Simulations.all(silent));
        Set<String> payments = new HashSet<>();
        Simulations.payments(records).forEach(payment -> payments.add(payment.txId()));
        assertThat(Simulations.only(records, SimulatedRecord.Label.class)).hasSize(payments.size());
    }

    @Example
    void dirtLeavesTheOtherPaymentsAsTheyAre() {
        Map<String, SimulatedRecord.Payment> clean = new HashMap<>();
        Simulations.payments(
                        Simulations.all(Simulations.of(3, 500, 10, 3, Optional.of(new Drift(5, 1.6)), DirtRates.NONE)))
                .forEach(payment -> clean.put(payment.txId(), payment));
        List<SimulatedRecord> dirty =
                Simulations.all(Simulations.of(3, 500, 10, 3, Optional.of(new Drift(5, 1.6)), Simulations.SOME_DIRT));
        int repeats = 0;
        Set<String> seen = new HashSet<>();
        for (SimulatedRecord.Payment payment : Simulations.payments(dirty)) {
            SimulatedRecord.Payment original = clean.get(payment.txId());
            assertThat(Math.abs(payment.amount())).isEqualTo(original.amount());
            assertThat(payment.at()).isEqualTo(original.at());
            repeats += seen.add(payment.txId()) ? 0 : 1;
        }
        assertThat(seen).isEqualTo(clean.keySet());
        double size = seen.size();
        assertThat(repeats / size).isBetween(0.015, 0.025);
        assertThat(Simulations.only(dirty, SimulatedRecord.Garbage.class).size() / size)
                .isBetween(0.006, 0.014);
        assertThat(share(dirty, payment -> payment.amount() < 0)).isBetween(0.006, 0.014);
        assertThat(share(dirty, payment -> payment.currency().equals("eur"))).isBetween(0.006, 0.014);
        assertThat(share(dirty, payment -> payment.channel().isEmpty())).isBetween(0.015, 0.025);
    }

    @Property(tries = 5)
    void ratesAreNearTheHandbooks(@ForAll @IntRange(min = 1, max = 1000) int seed) {
        SimulationSettings settings = Simulations.of(seed, 5_000, 20, 1, Optional.empty(), DirtRates.NONE);
        List<SimulatedRecord> records = Simulations.all(settings);

        assertThat(Simulations.payments(records).size() / 20.0).isBetween(9_000.0, 10_200.0);
        assertThat(share(records, payment -> payment.fraud() != Fraud.NONE)).isBetween(0.005, 0.012);
        assertThat(share(records, payment -> payment.fraud() == Fraud.COMPROMISED_TERMINAL))
                .isBetween(0.003, 0.009);
        assertThat(share(records, payment -> payment.fraud() == Fraud.COMPROMISED_CUSTOMER))
                .isBetween(0.0015, 0.005);
        assertThat(share(records, payment -> payment.amount() > 220 && payment.fraud() == Fraud.NONE))
                .isZero();
    }

    @Example
    void intensityScalesTheFraudShareInASmallPopulationToo() {
        SimulationSettings settings = Simulations.of(11, 1_000, 60, 3, Optional.empty(), DirtRates.NONE);

        assertThat(share(Simulations.all(settings), payment -> payment.fraud() != Fraud.NONE))
                .isBetween(0.018, 0.034);
    }

    private static double share(List<SimulatedRecord> records, Predicate<SimulatedRecord.Payment> which) {
        List<SimulatedRecord.Payment> payments = Simulations.payments(records);
        return payments.stream().filter(which).count() / (double) payments.size();
    }
}
