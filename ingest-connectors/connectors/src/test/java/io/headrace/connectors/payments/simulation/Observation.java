package io.headrace.connectors.payments.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A payment with features of what was known when it was made, and the truth. */
record Observation(int day, List<Double> features, boolean fraud) {

    private static final long WEEK_MILLIS = Duration.ofDays(7).toMillis();

    private record Past(long at, double value) {}

    static List<Observation> of(List<SimulatedRecord> records) {
        Map<String, Deque<Past>> amounts = new HashMap<>();
        Map<String, Deque<Past>> reports = new HashMap<>();
        Map<String, String> terminals = new HashMap<>();
        List<Observation> observations = new ArrayList<>();
        long start = records.getFirst().at();
        start -= Math.floorMod(start, 86_400_000L);
        for (SimulatedRecord item : records) {
            switch (item) {
                case SimulatedRecord.Garbage _ -> {}
                case SimulatedRecord.Label label ->
                    lately(reports, terminals.get(label.txId()), label.at()).add(new Past(label.at(), 1));
                case SimulatedRecord.Payment payment -> {
                    terminals.put(payment.txId(), payment.terminalId());
                    Deque<Past> own = lately(amounts, payment.customerId(), payment.at());
                    double pause = own.isEmpty()
                            ? WEEK_MILLIS
                            : payment.at() - own.getLast().at();
                    own.add(new Past(payment.at(), payment.amount()));
                    double mean =
                            own.stream().mapToDouble(Past::value).average().orElseThrow();
                    List<Double> features = List.of(
                            payment.amount(),
                            payment.at() % 86_400_000L < 5 * 3_600_000L ? 1.0 : 0.0,
                            payment.channel().orElseThrow().equals("online") ? 1.0 : 0.0,
                            payment.amount() / mean,
                            pause,
                            (double) own.size(),
                            (double) lately(reports, payment.terminalId(), payment.at())
                                    .size());
                    int day = (int) ((payment.at() - start) / 86_400_000L);
                    observations.add(new Observation(day, features, payment.fraud() != Fraud.NONE));
                }
            }
        }
        return observations;
    }

    private static Deque<Past> lately(Map<String, Deque<Past>> all, String key, long now) {
        Deque<Past> past = all.computeIfAbsent(key, _ -> new ArrayDeque<>());
        while (!past.isEmpty() && past.getFirst().at() < now - WEEK_MILLIS) {
            past.removeFirst();
        }
        return past;
    }
}
