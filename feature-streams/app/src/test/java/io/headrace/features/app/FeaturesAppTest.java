package io.headrace.features.app;

import static io.headrace.features.app.Payments.MINUTE;
import static io.headrace.features.app.Payments.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.embedded.EmbeddedBroker;
import io.headrace.features.engine.FeatureHistory;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.time.PartitionClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app as it runs: a real broker, exactly-once, one partition so that everything has one order. */
class FeaturesAppTest {

    private static final Path EXAMPLE = Path.of("../../examples/payments");

    private static final String LABEL_FEATURES = """
            features:
              amount: amount
              customer_amount: {mean: amount, by: customerId, over: PT2H}
              terminal_pause: {timeSince: last, by: terminalId}
              lately: {labelRate: fraud, over: [PT30M, PT3H]}
              terminal_risk: {labelRate: fraud, by: terminalId, over: PT6H}
              customer_risk: {labelRate: fraud, by: customerId, over: PT6H}
              last: {lastLabel: fraud}
              terminal_last: {lastLabel: fraud, by: terminalId}

            """;

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void startedAgainItGoesOnWhereItWasAndEveryRowIsTheEnginesOwn() {
        AppTopics topics = new AppTopics(broker, EXAMPLE.resolve("payments.yaml"), directory.resolve("state"));
        List<GenericRecord> payments = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            payments.add(Payments.payment("p" + i, NOON + i * MINUTE, "c" + i % 7, "t" + i % 5, i * 1.1 + 1));
        }
        try (ApplicationContext _ = topics.start(Map.of())) {
            topics.sendEvents(payments.subList(0, 250));
            await().untilAsserted(() -> assertThat(topics.rows()).hasSize(250));
        }
        try (ApplicationContext app = topics.start(Map.of())) {
            topics.sendEvents(payments.subList(250, 400));
            topics.sendLabels(List.of(Payments.label("p7", true, NOON + 500 * MINUTE)));
            await().untilAsserted(() -> {
                assertThat(topics.rows()).hasSize(400);
                assertThat(topics.examples()).hasSize(1);
            });
            MeterRegistry meters = app.getBean(MeterRegistry.class);
            assertThat(meters.get("headrace.features.rows").counter().count()).isEqualTo(150);
            await().untilAsserted(() -> assertThat(meters.get("headrace.features.waiting")
                            .tag("what", "rows")
                            .gauge()
                            .value())
                    .isEqualTo(399));
        }

        FeatureHistory replay = new FeatureHistory(FeatureProgram.compile(topics.definition()));
        assertThat(topics.rows())
                .isEqualTo(payments.stream()
                        .map(payment -> replay.observe(payment, PartitionClock.UNKNOWN))
                        .toList());
        assertThat(topics.examples())
                .extracting(Example::row)
                .containsExactly(topics.rows().get(7));
    }

    /** Once everything is there before the app starts; once it comes in pieces, is read in pieces, and the app restarts. */
    @Test
    void theSameEventsAndLabelsGiveTheSameRowsAndExamplesAtAnySpeed() throws IOException {
        Map<String, Object> settings = Map.of("kafka.max.task.idle.ms", "300");
        Map<String, Object> inPieces = Map.of(
                "kafka.max.task.idle.ms",
                "300",
                "kafka.max.poll.records",
                "7",
                "kafka.buffered.records.per.partition",
                "11",
                "headrace.streams.commit-interval-ms",
                10);
        List<GenericRecord> payments = randomPayments(600);
        List<GenericRecord> labels = randomLabels(payments);
        AppTopics fast = new AppTopics(broker, definition("fast"), directory.resolve("fast-state"));
        AppTopics slow = new AppTopics(broker, definition("slow"), directory.resolve("slow-state"));

        fast.start(settings).close();
        fast.sendLabels(labels);
        fast.sendEvents(payments);
        try (ApplicationContext _ = fast.start(settings)) {
            awaitAll(fast, payments.size(), labels.size());
        }
        Deque<GenericRecord> coming = new ArrayDeque<>(labels);
        for (int from = 0; from < payments.size(); from += 200) {
            try (ApplicationContext _ = slow.start(inPieces)) {
                for (int next = from; next < from + 200; next += 40) {
                    slow.sendLabels(knownBefore((Long) payments.get(next + 39).get("at"), coming));
                    slow.sendEvents(payments.subList(next, next + 40));
                }
                int rows = from + 200;
                await().untilAsserted(() -> assertThat(slow.rows()).hasSize(rows));
            }
        }
        try (ApplicationContext _ = slow.start(inPieces)) {
            slow.sendLabels(List.copyOf(coming));
            awaitAll(slow, payments.size(), labels.size());
        }

        assertThat(slow.rows()).isEqualTo(fast.rows());
        assertThat(slow.examples()).containsExactlyInAnyOrderElementsOf(fast.examples());
        assertThat(fast.examples()).extracting(Example::source).contains(Example.LabelSource.values());
        assertThat(fast.rows()).isEqualTo(enginesOwn(fast.definition(), payments, fast.examples()));
    }

    /** The labels' records are stamped by their producer's clock, which is now, years after they were given. */
    @Test
    void theSameHistoryGivesTheSameRowsAndExamplesInOneFourAndSixteenPartitions() throws IOException {
        List<GenericRecord> payments = randomPayments(3_000);
        List<GenericRecord> labels = randomLabels(payments);
        Map<Integer, Map<String, FeatureRow>> rows = new HashMap<>();
        Map<Integer, Map<String, Example>> examples = new HashMap<>();
        for (int partitions : List.of(1, 4, 16)) {
            String name = "over-" + partitions;
            AppTopics topics = new AppTopics(broker, definition(name), directory.resolve(name + "-state"), partitions);
            topics.start(Map.of()).close();
            topics.sendEvents(payments);
            topics.sendLabelsStampedNow(labels);
            Map<String, Object> settings = Map.of("headrace.streams.threads", 2);
            try (ApplicationContext _ = topics.start(settings)) {
                await().untilAsserted(() -> assertThat(topics.rows()).hasSizeGreaterThan(payments.size() / 3));
            }
            try (ApplicationContext _ = topics.start(settings)) {
                await().untilAsserted(() -> {
                    assertThat(topics.rows()).hasSize(payments.size());
                    assertThat(given(topics.examples())).hasSizeGreaterThanOrEqualTo(labels.size());
                });
            }
            rows.put(partitions, byId(topics.rows(), FeatureRow::eventId));
            examples.put(
                    partitions,
                    byId(given(topics.examples()), example -> example.row().eventId()));
        }

        assertThat(rows.get(4)).isEqualTo(rows.get(1));
        assertThat(rows.get(16)).isEqualTo(rows.get(1));
        assertThat(examples.get(4)).isEqualTo(examples.get(1));
        assertThat(examples.get(16)).isEqualTo(examples.get(1));
    }

    private static List<Example> given(List<Example> examples) {
        return examples.stream()
                .filter(example -> example.source() == Example.LabelSource.GIVEN)
                .toList();
    }

    private static <T> Map<String, T> byId(List<T> all, Function<T, String> id) {
        return all.stream().collect(Collectors.toMap(id, one -> one));
    }

    /** Fetches are made to bring thousands of events at once, as they do after a pause where events come fast. */
    @Test
    void aLabelThatWasThereInTimeIsNotLateHoweverManyEventsAFetchBrings() throws IOException {
        Map<String, Object> bigFetches =
                Map.of("kafka.main.consumer.fetch.min.bytes", "200000", "kafka.main.consumer.fetch.max.wait.ms", "300");
        AppTopics topics = new AppTopics(
                broker, definition("hurried", "features: {amount: amount}\n"), directory.resolve("hurried-state"));
        List<GenericRecord> payments = randomPayments(20_000);
        Deque<GenericRecord> labels = new ArrayDeque<>(randomLabels(payments));
        int given = labels.size();

        try (ApplicationContext app = topics.start(bigFetches)) {
            for (int from = 0; from < payments.size(); from += 500) {
                List<GenericRecord> next = payments.subList(from, from + 500);
                topics.sendLabels(knownBefore((Long) next.getLast().get("at"), labels));
                topics.sendEvents(next);
            }
            topics.sendLabels(List.copyOf(labels));
            MeterRegistry meters = app.getBean(MeterRegistry.class);
            await().until(() -> joined(meters, "label") == given);

            assertThat(joined(meters, "late-label")).isZero();
        }
    }

    private static double joined(MeterRegistry meters, String count) {
        return meters.get("headrace.features.join")
                .tag("count", count)
                .counter()
                .count();
    }

    private static void awaitAll(AppTopics topics, int rows, int labels) {
        await().untilAsserted(() -> {
            assertThat(topics.rows()).hasSize(rows);
            assertThat(topics.examples())
                    .filteredOn(example -> example.source() == Example.LabelSource.GIVEN)
                    .hasSize(labels);
        });
    }

    /** What the engine gives when each label is learned at the time it became known. */
    private static List<FeatureRow> enginesOwn(
            PipelineDefinition definition, List<GenericRecord> payments, List<Example> examples) {
        FeatureHistory history = new FeatureHistory(FeatureProgram.compile(definition));
        PriorityQueue<Example> unknown = new PriorityQueue<>(Comparator.comparingLong(FeaturesAppTest::learnedAt));
        unknown.addAll(examples);
        return payments.stream()
                .map(payment -> {
                    while (!unknown.isEmpty() && learnedAt(unknown.element()) < (Long) payment.get("at")) {
                        history.learn(unknown.remove(), PartitionClock.UNKNOWN);
                    }
                    return history.observe(payment, PartitionClock.UNKNOWN);
                })
                .toList();
    }

    /** Silence is assumed when the wait and the lateness are over. */
    private static long learnedAt(Example example) {
        return switch (example.source()) {
            case SILENCE -> example.labelTime() + 10 * MINUTE;
            case GIVEN -> example.labelTime();
        };
    }

    private static List<GenericRecord> randomPayments(int count) {
        Random random = new Random(5);
        List<GenericRecord> payments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String customer = "c" + random.nextInt(20);
            payments.add(Payments.payment(
                    "p" + i, NOON + i * MINUTE, customer, "t" + random.nextInt(7), random.nextInt(9999) / 100.0));
        }
        return payments;
    }

    /** Of most payments, known up to an hour and a half later; in the order of those times. */
    private static List<GenericRecord> randomLabels(List<GenericRecord> payments) {
        Random random = new Random(6);
        List<GenericRecord> labels = new ArrayList<>();
        for (GenericRecord payment : payments) {
            if (random.nextInt(4) > 0) {
                long known = (Long) payment.get("at") + random.nextInt(90) * MINUTE + random.nextInt(2);
                labels.add(Payments.label(payment.get("txId").toString(), random.nextInt(3) == 0, known));
            }
        }
        labels.sort(Comparator.comparingLong(label -> (Long) label.get("labelledAt")));
        return labels;
    }

    private static List<GenericRecord> knownBefore(long time, Deque<GenericRecord> coming) {
        List<GenericRecord> known = new ArrayList<>();
        while (!coming.isEmpty() && (Long) coming.element().get("labelledAt") <= time) {
            known.add(coming.remove());
        }
        return known;
    }

    /** The payments definition with label features, and three hours for labels to come. */
    private static Path definition(String name) throws IOException {
        return definition(name, LABEL_FEATURES);
    }

    private static Path definition(String name, String features) throws IOException {
        String payments = Files.readString(EXAMPLE.resolve("payments.yaml"));
        String before = payments.substring(0, payments.indexOf("features:"))
                .replace("pipeline: payments", "pipeline: payments-" + name)
                .replace("within: P8D", "within: PT3H");
        String after = payments.substring(payments.indexOf("train:"));
        Path folder = Files.createDirectories(directory.resolve(name));
        Files.copy(EXAMPLE.resolve("payment.avsc"), folder.resolve("payment.avsc"));
        return Files.writeString(folder.resolve("pipeline.yaml"), before + features + after);
    }
}
