package io.headrace.features.app.spread;

import static io.headrace.features.app.Payments.DAY;
import static io.headrace.features.app.Payments.HOUR;
import static io.headrace.features.app.Payments.MINUTE;
import static io.headrace.features.app.Payments.NOON;

import io.headrace.features.app.Payments;
import io.headrace.features.app.intake.Arrival;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.schemas.feature.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;

/**
 * Payments and labels of their own: in the order of time, with ties, a few silent stretches, labels that come at once, late or
 * never. Good ones; wrong clocks are put between them where a test wants them.
 */
record RandomStream(List<Event> events, List<GivenLabel> labels) {

    /** A payment. */
    record Event(String id, long at, String customer, String terminal, double amount) {

        GenericRecord record() {
            return Payments.payment(id, at, customer, terminal, amount);
        }
    }

    static RandomStream of(int events, Random random) {
        List<Event> made = new ArrayList<>();
        List<GivenLabel> labels = new ArrayList<>();
        long at = NOON;
        for (int i = 0; i < events; i++) {
            at += switch (random.nextInt(8)) {
                case 0, 1 -> 0;
                case 2 -> random.nextInt((int) HOUR * 9);
                default -> random.nextInt((int) MINUTE * 50);
            };
            String id = "p" + i;
            made.add(new Event(id, at, "c" + random.nextInt(12), "t" + random.nextInt(5), 1 + random.nextInt(100)));
            long delay = switch (random.nextInt(6)) {
                case 0, 1 -> random.nextInt((int) HOUR);
                case 2 -> DAY + random.nextInt((int) DAY);
                case 3 -> 7 * DAY + (long) (random.nextDouble() * 2 * DAY);
                default -> -1;
            };
            if (delay >= 0) {
                labels.add(new GivenLabel(id, new Label.Category(String.valueOf(random.nextInt(3) == 0)), at + delay));
            }
        }
        labels.sort(Comparator.comparingLong(GivenLabel::labelledAt));
        return new RandomStream(made, labels);
    }

    /** Put into a cluster: each event and each label in some partition, in order. */
    void into(SimulatedCluster cluster, int partitions, Random random) {
        events.forEach(event -> cluster.event(random.nextInt(partitions), event.record()));
        labels.forEach(label -> cluster.label(random.nextInt(partitions), new Arrival.Given(label)));
    }
}
