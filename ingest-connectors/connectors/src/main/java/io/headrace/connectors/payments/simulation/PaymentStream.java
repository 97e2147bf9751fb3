package io.headrace.connectors.payments.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The sequence: payments as they are made and labels as they become known, in one order of event time. Only a repeated
 * payment comes up to five minutes after its event time.
 *
 * <p>It is made day by day. A day needs nothing of the days before it but the labels still to come, so starting at any
 * position costs no more than the days a label may take. Memory: one day's payments, and the labels to come. For one thread.
 */
public final class PaymentStream {

    private final SimulationSettings settings;
    private final DayOfPayments days;
    private final Dirt dirt;
    private final Map<Integer, List<SimulatedRecord.Label>> labelsByDueDay = new HashMap<>();

    private int day;
    private int index;
    private List<SimulatedRecord> today;

    private PaymentStream(SimulationSettings settings, StreamPosition position) {
        this.settings = settings;
        this.days = new DayOfPayments(settings);
        this.dirt = new Dirt(settings);
        for (int past = Math.max(0, position.day() - settings.labels().reachDays()); past < position.day(); past++) {
            expectLabels(past, days.payments(past));
        }
        labelsByDueDay.keySet().removeIf(due -> due < position.day());
        this.day = position.day();
        this.today = ended() ? List.of() : make(day);
        this.index = Math.min(position.index(), today.size());
        advance();
    }

    /** From the position on, exactly as if everything before it had been read. */
    public static PaymentStream from(SimulationSettings settings, StreamPosition position) {
        return new PaymentStream(settings, position);
    }

    public boolean hasNext() {
        return index < today.size();
    }

    /** @throws NoSuchElementException after the last record of a simulation with a number of days */
    public SimulatedRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the simulation ended with day " + day);
        }
        SimulatedRecord next = today.get(index++);
        advance();
        return next;
    }

    /** Where a stream must start to go on with what {@link #next} gives next. */
    public StreamPosition position() {
        return new StreamPosition(day, index);
    }

    private void advance() {
        while (index >= today.size() && !ended()) {
            day++;
            index = 0;
            today = ended() ? List.of() : make(day);
        }
    }

    /** Whether neither payments nor labels can come on this day or later. */
    private boolean ended() {
        return settings.days().isPresent()
                && day >= settings.days().get() + settings.labels().reachDays();
    }

    private List<SimulatedRecord> make(int ofDay) {
        List<SimulatedRecord.Payment> payments = days.payments(ofDay);
        expectLabels(ofDay, payments);
        List<Dirt.Sent> sent = dirt.on(ofDay, payments, days.startOf(ofDay + 1));
        List<SimulatedRecord.Label> due = labelsByDueDay.remove(ofDay);
        if (due != null) {
            due.forEach(label -> sent.add(new Dirt.Sent(label.at(), label)));
        }
        sent.sort(Comparator.comparingLong(Dirt.Sent::due));
        List<SimulatedRecord> records = new ArrayList<>(sent.size());
        sent.forEach(item -> records.add(item.record()));
        return records;
    }

    private void expectLabels(int ofDay, List<SimulatedRecord.Payment> payments) {
        for (SimulatedRecord.Label label : days.labels(ofDay, payments)) {
            labelsByDueDay
                    .computeIfAbsent(days.dayOf(label.at()), due -> new ArrayList<>())
                    .add(label);
        }
    }
}
