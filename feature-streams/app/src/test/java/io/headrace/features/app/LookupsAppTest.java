package io.headrace.features.app;

import static io.headrace.features.app.Payments.HOUR;
import static io.headrace.features.app.Payments.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.embedded.EmbeddedBroker;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.PipelineSchemas;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lookups against a broker, over restarts and changes of the definition. */
class LookupsAppTest {

    private static final String WITH_LOOKUP = """
            references:
              customers: {key: customerId, fields: {score: number, country: text}}
            features:
              score: {lookup: customers.score}
              country: {lookup: customers.country}
              payments: {count: all, by: customerId, over: P7D}

            """;

    private static final String WITHOUT = """
            features:
              payments: {count: all, by: customerId, over: P7D}

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

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aTableIsReadAsOfTheEventAndKeptOverRestartsAndChanges(int partitions) throws IOException {
        Path file = definition("lookups-" + partitions, WITH_LOOKUP);
        AppTopics topics = new AppTopics(broker, file, file.resolveSibling("state"), partitions);
        Reference customers = DefinitionReader.readValid(file).reference("customers");
        topics.start(Map.of()).close();
        topics.sendRows("customers", NOON, Map.of("c0", row(topics, customers, 1), "c1", row(topics, customers, 2)));
        topics.sendRows("customers", NOON + HOUR, Map.of("c0", row(topics, customers, 3), "c1", Optional.empty()));

        run(topics, Map.of("a", NOON + 1, "b", NOON + HOUR, "c", NOON + HOUR + 1));
        Files.writeString(file, text("lookups-" + partitions, WITHOUT));
        run(topics, Map.of("d", NOON + HOUR + 2));
        topics.sendRows("customers", NOON + 2 * HOUR, Map.of("c1", row(topics, customers, 4)));
        Files.writeString(file, text("lookups-" + partitions, WITH_LOOKUP));
        run(topics, Map.of("e", NOON + 2 * HOUR + 1));

        assertThat(scores(topics))
                .isEqualTo(Map.of("a0", 1.0, "a1", 2.0, "b0", 1.0, "b1", 2.0, "c0", 3.0, "e0", 3.0, "e1", 4.0));
    }

    /** At each time an event of each customer, and one of nobody that the table has. */
    private static void run(AppTopics topics, Map<String, Long> times) {
        int before = topics.writtenRows().size();
        try (ApplicationContext _ = topics.start(Map.of())) {
            List<GenericRecord> payments = new ArrayList<>();
            times.forEach((name, at) -> IntStream.range(0, 3)
                    .forEach(i -> payments.add(Payments.payment(name + i, at, "c" + i, "t" + i, 1))));
            topics.sendEvents(payments);
            await().untilAsserted(() -> assertThat(topics.writtenRows()).hasSize(before + payments.size()));
        }
    }

    private static Map<String, Double> scores(AppTopics topics) {
        Map<String, Double> scores = new HashMap<>();
        for (GenericRecord row : topics.writtenRows()) {
            GenericRecord features = (GenericRecord) row.get("features");
            if (features.hasField("score") && features.get("score") != null) {
                scores.put(row.get("eventId").toString(), (Double) features.get("score"));
            }
        }
        return scores;
    }

    private static Optional<GenericRecord> row(AppTopics topics, Reference reference, double score) {
        GenericRecord row = new GenericData.Record(
                PipelineSchemas.reference(topics.definition().pipeline(), reference));
        row.put("score", score);
        row.put("country", "BE");
        return Optional.of(row);
    }

    private static Path definition(String name, String features) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        Files.copy(Path.of("../../examples/payments/payment.avsc"), folder.resolve("payment.avsc"));
        return Files.writeString(folder.resolve("pipeline.yaml"), text(name, features));
    }

    private static String text(String name, String features) {
        return """
                pipeline: %s
                problem: {kind: binary, label: fraud, positive: true}
                events: {schema: payment.avsc, id: txId, time: at}
                """.formatted(name) + features;
    }
}
