package io.headrace.features.app;

import static io.headrace.features.app.Payments.MINUTE;
import static io.headrace.features.app.Payments.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.headrace.embedded.EmbeddedBroker;
import io.micronaut.context.ApplicationContext;
import io.micronaut.management.health.indicator.HealthResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** A definition changed and changed back, on a real broker: what begins cold, and who hears of it. */
class ChangedDefinitionAppTest {

    private static final Path EXAMPLE = Path.of("../../examples/payments");

    private static final String BOTH = """
            features:
              customer_payments: {count: all, by: customerId, over: P1D}
              terminal_payments: {count: all, by: terminalId, over: P7D}

            """;

    private static final String ONE = """
            features:
              terminal_payments: {count: all, by: terminalId, over: P7D}

            """;

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(FeatureMetrics.class);

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aKeyThatWasAwayBeginsAnewAndIsNamedOnce(int partitions) throws IOException {
        Path file = file("away-" + partitions);
        AppTopics topics = new AppTopics(broker, file, file.resolveSibling("state"), partitions);
        List<GenericRecord> first = run(topics, file, BOTH, 0);
        assertThat(said()).isEmpty();
        run(topics, file, ONE, 1);
        assertThat(said())
                .containsExactly(
                        "the definition has changed: no feature begins cold; their past keep terminal_payments");
        List<GenericRecord> back = run(topics, file, BOTH, 2);
        assertThat(said())
                .containsExactly("the definition has changed: cold begin customer_payments (whole after PT24H);"
                        + " their past keep terminal_payments");

        assertThat(values(first, "customer_payments")).contains(10.0);
        assertThat(values(back, "customer_payments")).containsOnly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0);
        assertThat(values(back, "terminal_payments")).contains(90.0).doesNotContain(60.0);
    }

    @Test
    void aStartWithTheSameDefinitionSaysNothing() throws IOException {
        Path file = file("same");
        AppTopics topics = new AppTopics(broker, file, file.resolveSibling("state"));
        run(topics, file, BOTH, 0);
        run(topics, file, BOTH, 1);

        assertThat(said()).isEmpty();
    }

    /** Thirty payments of three customers at one terminal; the rows they get. */
    private List<GenericRecord> run(AppTopics topics, Path file, String features, int part) throws IOException {
        write(file, features);
        List<GenericRecord> payments = new ArrayList<>();
        for (int i = 30 * part; i < 30 * part + 30; i++) {
            payments.add(Payments.payment("p" + i, NOON + i * MINUTE, "c" + i % 3, "t", 1));
        }
        log.list.clear();
        try (ApplicationContext app = topics.start(Map.of())) {
            topics.sendEvents(payments);
            await().untilAsserted(() -> assertThat(topics.writtenRows()).hasSize(30 * part + 30));
            HealthResult health = Mono.from(app.getBean(DefinitionHealth.class).getResult())
                    .blockOptional()
                    .orElseThrow();
            assertThat(health.getDetails().toString().contains("terminal_payments"))
                    .isEqualTo(!said().isEmpty());
        }
        return topics.writtenRows().stream()
                .filter(row -> Integer.parseInt(row.get("eventId").toString().substring(1)) >= 30 * part)
                .toList();
    }

    private List<String> said() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static List<Object> values(List<GenericRecord> rows, String feature) {
        return rows.stream()
                .map(row -> ((GenericRecord) row.get("features")).get(feature))
                .toList();
    }

    private static Path file(String name) throws IOException {
        Path file = Files.createDirectories(directory.resolve(name)).resolve("pipeline.yaml");
        Files.copy(EXAMPLE.resolve("payment.avsc"), file.resolveSibling("payment.avsc"));
        write(file, BOTH);
        return file;
    }

    /** The payments definition with other features. */
    private static void write(Path file, String features) throws IOException {
        String payments = Files.readString(EXAMPLE.resolve("payments.yaml"));
        String before = payments.substring(0, payments.indexOf("features:"))
                .replace("pipeline: payments", "pipeline: " + file.getParent().getFileName());
        Files.writeString(file, before + features + payments.substring(payments.indexOf("train:")));
    }
}
