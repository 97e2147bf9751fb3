package io.headrace.features.app.spread;

import static io.headrace.features.app.Payments.DAY;
import static io.headrace.features.app.Payments.HOUR;
import static io.headrace.features.app.Payments.MINUTE;
import static io.headrace.features.app.Payments.NOON;

import io.headrace.features.app.Payments;
import io.headrace.features.app.intake.FeatureInput;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.feature.PipelineSchemas;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Payments and labels of their own: in the order of time, with ties, a few silent stretches, labels that come at once, late or
 * never. Good ones; wrong clocks are put between them where a test wants them.
 */
record RandomStream(List<Event> events, List<GivenLabel> labels, List<Change> changes, List<Login> logins) {

    RandomStream(List<Event> events, List<GivenLabel> labels) {
        this(events, labels, List.of());
    }

    RandomStream(List<Event> events, List<GivenLabel> labels, List<Change> changes) {
        this(events, labels, changes, List.of());
    }

    /** The references that random streams have rows of, one value each; the key is the customer's or the terminal's. */
    static final Map<String, String> REFERENCES = Map.of("customers", "customerId", "terminals", "terminalId");

    /**
     * A row of a reference, or that it is gone. No two of one row have the same time.
     *
     * @param score none where the row is gone; NaN where it has none
     */
    record Change(String reference, String key, long at, OptionalDouble score) {

        Optional<GenericRecord> row() {
            return score.stream()
                    .mapToObj(value -> {
                        GenericRecord row = new GenericData.Record(schema(reference));
                        row.put("score", Double.isNaN(value) ? null : value);
                        return row;
                    })
                    .findFirst();
        }

        private static Schema schema(String reference) {
            return PipelineSchemas.reference(
                    Payments.definition().pipeline(),
                    new Reference(
                            reference,
                            REFERENCES.get(reference),
                            Optional.empty(),
                            new TreeMap<>(Map.of("score", FeatureKind.NUMERIC))));
        }
    }

    /** What a row's score was just before an event, read off all changes. */
    double score(String reference, Event event) {
        String key = REFERENCES.get(reference).equals("customerId") ? event.customer() : event.terminal();
        long since = Long.MIN_VALUE;
        double score = Double.NaN;
        for (Change change : changes) {
            boolean isMeant =
                    change.reference().equals(reference) && change.key().equals(key);
            if (isMeant && change.at() < event.at() && change.at() > since) {
                since = change.at();
                score = change.score().orElse(Double.NaN);
            }
        }
        return score;
    }

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
        return new RandomStream(made, labels, changes(made, random));
    }

    /** Some long before the first event, some at an event's very millisecond; of some rows never any. */
    private static List<Change> changes(List<Event> events, Random random) {
        Map<String, Change> changes = new TreeMap<>();
        for (int i = 0; i < events.size() / 2; i++) {
            long at = events.get(random.nextInt(events.size())).at()
                    + switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> random.nextInt((int) HOUR) - HOUR;
                        case 2 -> random.nextInt((int) DAY) - DAY;
                        default -> -random.nextInt(20) * DAY;
                    };
            boolean customers = random.nextBoolean();
            String key = customers ? "c" + random.nextInt(9) : "t" + random.nextInt(4);
            OptionalDouble score = switch (random.nextInt(6)) {
                case 0 -> OptionalDouble.empty();
                case 1 -> OptionalDouble.of(Double.NaN);
                default -> OptionalDouble.of(random.nextInt(1000));
            };
            changes.put(key + at, new Change(customers ? "customers" : "terminals", key, at, score));
        }
        List<Change> sorted = new ArrayList<>(changes.values());
        sorted.sort(Comparator.comparingLong(Change::at));
        return sorted;
    }

    /** With events of a further stream beside. */
    RandomStream withLogins(Random random) {
        return new RandomStream(events, labels, changes, Login.beside(events, random));
    }

    /** Put into a cluster: each event and each label in some partition, in order. */
    void into(SimulatedCluster cluster, int partitions, Random random) {
        events.forEach(event -> cluster.event(random.nextInt(partitions), event.record()));
        labels.forEach(label -> cluster.label(random.nextInt(partitions), new FeatureInput.Given(label)));
        changes.forEach(change -> cluster.change(random.nextInt(partitions), change));
        logins.forEach(login -> cluster.event(random.nextInt(partitions), Login.STREAM, login.record()));
    }
}
