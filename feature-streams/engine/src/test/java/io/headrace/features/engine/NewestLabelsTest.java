package io.headrace.features.engine;

import static io.headrace.schemas.time.PartitionClock.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Labels of an entity's newest events, where silence says nothing. */
class NewestLabelsTest {

    private static final List<String> CLASSES = List.of("low", "middle", "high");
    private static final List<String> TERMINAL = List.of("terminalId");
    private static final Extent THREE = new Extent.Events(3, Duration.ofMillis(100));

    private final FeatureProgram classes = FeatureProgram.compile(Payments.definition(
            new Problem(
                    ProblemKind.MULTICLASS,
                    "grade",
                    LabelType.STRING,
                    CLASSES,
                    Metric.ACCURACY,
                    Optional.empty(),
                    List.of()),
            List.of(
                    new Feature.LabelRate("high_rate", Optional.of("high"), TERMINAL, THREE),
                    new Feature.LabelCount("known", Optional.empty(), TERMINAL, THREE),
                    new Feature.LabelCount("lows", Optional.of("low"), TERMINAL, THREE))));

    private final FeatureProgram quantities = FeatureProgram.compile(Payments.definition(
            new Problem(
                    ProblemKind.REGRESSION,
                    "delay",
                    LabelType.DOUBLE,
                    List.of(),
                    Metric.RMSE,
                    Optional.empty(),
                    List.of()),
            List.of(
                    new Feature.LabelRate("mean", Optional.empty(), TERMINAL, THREE),
                    new Feature.LabelCount("known", Optional.empty(), TERMINAL, THREE))));

    @Test
    void onlyLabelsOfTheNewestEventsCountAndOnlyWhereTheyAreKnown() {
        FeatureHistory history = new FeatureHistory(classes);
        for (int time = 10; time <= 40; time += 10) {
            history.observe(event("e" + time, time).toRecord(), UNKNOWN);
        }
        learn(history, classes, "e10", 10, new Label.Category("high"), 15);
        learn(history, classes, "e20", 20, new Label.Category("low"), 25);
        learn(history, classes, "e40", 40, new Label.Category("high"), 45);

        assertThat(values(history, 40)).containsExactly(0.5, 2, 1);
        assertThat(values(history, 41)).as("the oldest is the fourth by now").containsExactly(0, 1, 1);
        assertThat(values(history, 45)).as("at its millisecond it is not known").containsExactly(0, 1, 1);
        assertThat(values(history, 46)).containsExactly(0.5, 2, 1);
        assertThat(values(history, 120)).as("the second is out of the window").containsExactly(1, 1, 0);
        assertThat(values(history, 140)).containsExactly(Double.NaN, 0, 0);
    }

    @Test
    void anEventOfWhichOnlyTheLabelCameIsOneOfThem() {
        FeatureHistory history = new FeatureHistory(classes);
        learn(history, classes, "e10", 10, new Label.Category("high"), 15);
        for (int i = 20; i < 22; i++) {
            history.observe(event("e" + i, i).toRecord(), UNKNOWN);
        }

        assertThat(values(history, 30)).containsExactly(1, 1, 0);

        history.observe(event("e22", 22).toRecord(), UNKNOWN);

        assertThat(values(history, 30)).containsExactly(Double.NaN, 0, 0);
    }

    @Test
    void ofARegressionTheMeanIsOfThoseKnown() {
        FeatureHistory history = new FeatureHistory(quantities);
        for (int time = 10; time <= 40; time += 10) {
            history.observe(event("e" + time, time).toRecord(), UNKNOWN);
        }
        learn(history, quantities, "e10", 10, new Label.Quantity(100), 11);
        learn(history, quantities, "e20", 20, new Label.Quantity(3), 21);
        learn(history, quantities, "e30", 30, new Label.Quantity(8), 60);

        assertThat(values(history, 50)).containsExactly(3, 1);
        assertThat(values(history, 61)).containsExactly(5.5, 2);
    }

    @Property(tries = 200)
    void valuesAreThoseOfTheNewestEvents(@ForAll Random random) {
        FeatureHistory history = new FeatureHistory(classes);
        Map<String, Known> labels = new HashMap<>();
        List<Payment> events = new ArrayList<>();
        int count = random.nextInt(80);
        for (int i = 0; i < count; i++) {
            Payment event = event("e" + i, random.nextInt(300));
            String label = CLASSES.get(random.nextInt(3));
            Known known = new Known(event, label, event.at() + random.nextInt(60));
            List<Runnable> arrivals = new ArrayList<>(List.of(() -> history.observe(event.toRecord(), UNKNOWN)));
            if (random.nextBoolean()) {
                labels.put(event.id(), known);
                arrivals.add(
                        random.nextInt(arrivals.size() + 1),
                        () -> learn(history, classes, event.id(), event.at(), new Label.Category(label), known.at()));
            }
            arrivals.forEach(Runnable::run);
            events.add(event);
        }
        long at = random.nextInt(350);
        List<Known> newest = events.stream()
                .filter(event -> event.at() < at && event.at() > at - 100)
                .sorted(Comparator.comparingLong(Payment::at)
                        .thenComparingInt(event -> EventId.of(event.id()))
                        .reversed())
                .limit(3)
                .flatMap(event -> Stream.ofNullable(labels.get(event.id())))
                .filter(known -> known.at() < at)
                .toList();

        OptionalDouble highs = newest.stream()
                .mapToDouble(known -> known.name().equals("high") ? 1 : 0)
                .average();
        long lows = newest.stream().filter(known -> known.name().equals("low")).count();
        assertThat(values(history, at)).containsExactly(highs.orElse(Double.NaN), newest.size(), (double) lows);
    }

    private record Known(Payment payment, String name, long at) {}

    private static double[] values(FeatureHistory history, long at) {
        return history.values(event("asked", at).toRecord()).values().numeric();
    }

    private static void learn(
            FeatureHistory history, FeatureProgram program, String id, long at, Label label, long knownAt) {
        history.learn(
                new Example(
                        program.row(event(id, at).toRecord(), program.blank()),
                        label,
                        knownAt,
                        Example.LabelSource.GIVEN),
                UNKNOWN);
    }

    private static Payment event(String id, long at) {
        return new Payment(id, at, "c1", "t1", 1.0);
    }
}
