package io.headrace.connectors.payments.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Spoils payments as real producers do. */
final class Dirt {

    private static final double LONGEST_REPEAT_MILLIS = 5 * 60_000;

    /** A record and when it is sent, milliseconds since the epoch. */
    record Sent(long due, SimulatedRecord record) {}

    private final long seed;
    private final DirtRates rates;

    Dirt(SimulationSettings settings) {
        this.seed = settings.seed();
        this.rates = settings.dirt();
    }

    /** @param end the end of the day, milliseconds since the epoch; nothing is sent later */
    List<Sent> on(int day, List<SimulatedRecord.Payment> payments, long end) {
        Draws draws = Draws.of(seed, Draws.Purpose.DIRT, day);
        List<Sent> sent = new ArrayList<>(payments.size() + 16);
        for (SimulatedRecord.Payment payment : payments) {
            SimulatedRecord.Payment spoilt = spoil(payment, draws);
            sent.add(new Sent(spoilt.at(), spoilt));
            if (draws.chance(rates.notAvro())) {
                String id = payment.txId() + "-broken";
                sent.add(new Sent(payment.at(), new SimulatedRecord.Garbage(id, payment.at(), "?;" + id + ";12,50")));
            }
            if (draws.chance(rates.duplicates())) {
                long later = spoilt.at() + 1 + (long) draws.uniform(0, LONGEST_REPEAT_MILLIS);
                sent.add(new Sent(Math.min(later, end - 1), spoilt));
            }
        }
        return sent;
    }

    private SimulatedRecord.Payment spoil(SimulatedRecord.Payment payment, Draws draws) {
        boolean negative = draws.chance(rates.negativeAmounts());
        boolean lowerCase = draws.chance(rates.lowerCaseCurrencies());
        boolean channelless = draws.chance(rates.missingChannels());
        return negative || lowerCase || channelless
                ? new SimulatedRecord.Payment(
                        payment.txId(),
                        payment.at(),
                        payment.customerId(),
                        payment.terminalId(),
                        negative ? -payment.amount() : payment.amount(),
                        lowerCase ? payment.currency().toLowerCase(Locale.ROOT) : payment.currency(),
                        channelless ? Optional.empty() : payment.channel(),
                        payment.fraud())
                : payment;
    }
}
