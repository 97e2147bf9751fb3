package io.headrace.features.app;

import static io.headrace.features.app.Payments.MINUTE;
import static io.headrace.features.app.Payments.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.embedded.EmbeddedBroker;
import io.headrace.embedded.Ports;
import io.headrace.features.engine.FeaturesUnavailableException;
import io.headrace.features.engine.RequestedRow;
import io.headrace.features.lookup.RemoteFeatures;
import io.headrace.runtime.streams.StreamsApp;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.testing.Waits;
import io.micronaut.context.ApplicationContext;
import io.micronaut.grpc.server.GrpcEmbeddedServer;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the app, as far as each other can tell, share four partitions on a real broker; a third party asks them. */
class FeatureLookupAppTest {

    private static final Path EXAMPLE = Path.of("../../examples/payments");
    private static final int PARTITIONS = 4;
    private static final String OTHER_HOST = "localhost";

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    private final Random random = new Random(3);
    private int made;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    /** One of the two, and where it is reached. */
    private record Instance(ApplicationContext context, String address) {

        /** As if it had been killed: nobody is told. */
        void vanish() {
            context.getBean(GrpcEmbeddedServer.class).stop();
            context.getBean(StreamsApp.class, Qualifiers.byName("features"))
                    .streams()
                    .orElseThrow()
                    .close(CloseOptions.timeout(Duration.ofSeconds(20))
                            .withGroupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));
        }
    }

    @Test
    void whatIsAskedForIsWhatTheStreamWritesAndALostProcessCostsItsEntitiesUntilTheOtherHasThem() throws Exception {
        AppTopics topics = topics("lost");
        Instance first = start(topics, "lost-1", 0);
        Instance second = start(topics, "lost-2", 0);
        try (RemoteFeatures features = asking(topics, first)) {
            whole(features);
            everyRowIsAsAskedFor(topics, features, 0, 600, 590, 601, 1500, 1499, 602, 2200);
            List<GenericRecord> questions = payments(60, NOON + 3000 * MINUTE);
            List<RequestedRow> before = features.of(questions);

            second.vanish();
            Map<Boolean, List<GenericRecord>> byFate =
                    questions.stream().collect(Collectors.partitioningBy(one -> answers(features, one)));

            assertThat(byFate.get(false)).isNotEmpty();
            assertThat(byFate.get(true)).isNotEmpty();
            assertThat(why(features, byFate.get(false).getFirst()))
                    .contains("by-")
                    .contains(second.address());
            await().until(() -> {
                assertThat(byFate.get(true)).allMatch(one -> answers(features, one));
                return byFate.get(false).stream().allMatch(one -> answers(features, one));
            });
            await("what was copied until now is read to its end")
                    .untilAsserted(() -> assertThat(features.of(questions)).isEqualTo(before));
        } finally {
            first.context().close();
            second.context().close();
        }
    }

    @Test
    void withACopyALostProcessCostsNothingAndTheAnswersSayThatTheyMayBeBehind() throws Exception {
        AppTopics topics = topics("copied");
        Instance first = start(topics, "copied-1", 1);
        Instance second = start(topics, "copied-2", 1);
        try (RemoteFeatures features = asking(topics, first)) {
            whole(features);
            everyRowIsAsAskedFor(topics, features, 0, 300, 10);
            List<GenericRecord> questions = payments(60, NOON + 3000 * MINUTE);
            List<RequestedRow> before = features.of(questions);
            assertThat(before).noneMatch(RequestedRow::stale);

            second.vanish();
            List<RequestedRow> during = features.of(questions);

            assertThat(during).extracting(RequestedRow::row).isEqualTo(rows(before));
            assertThat(during).anyMatch(RequestedRow::stale).anyMatch(row -> !row.stale());
            await().until(() -> {
                List<RequestedRow> now = features.of(questions);
                assertThat(rows(now)).isEqualTo(rows(before));
                return now.stream().noneMatch(RequestedRow::stale);
            });
        } finally {
            first.context().close();
            second.context().close();
        }
    }

    /** Events of one millisecond do not see each other: all are asked about, then all are sent. Some rounds go back in time. */
    private void everyRowIsAsAskedFor(AppTopics topics, RemoteFeatures features, long... minutes) {
        Map<String, FeatureRow> asked = new TreeMap<>();
        for (long at : minutes) {
            List<GenericRecord> next = payments(40, NOON + at * MINUTE);
            List<RequestedRow> answers = features.of(next);
            assertThat(answers).noneMatch(RequestedRow::stale);
            answers.forEach(answer -> asked.put(answer.row().eventId(), answer.row()));
            topics.sendEvents(next);
            await().untilAsserted(() -> assertThat(topics.rows()).hasSize(asked.size()));
        }
        assertThat(topics.rows().stream().collect(Collectors.toMap(FeatureRow::eventId, Function.identity())))
                .isEqualTo(asked);
    }

    /** Both have some of the partitions, and each copies what the other has where copies are wanted. */
    private static void whole(RemoteFeatures features) {
        CompletableFuture<Boolean> whole = new CompletableFuture<>();
        features.start();
        features.whenWhole(() -> whole.complete(true));
        assertThat(whole).succeedsWithin(Waits.SAFETY_NET);
    }

    private static boolean answers(RemoteFeatures features, GenericRecord event) {
        return why(features, event).isEmpty();
    }

    private static String why(RemoteFeatures features, GenericRecord event) {
        try {
            features.of(List.of(event));
            return "";
        } catch (FeaturesUnavailableException missing) {
            return String.valueOf(missing.getMessage());
        }
    }

    private static List<FeatureRow> rows(List<RequestedRow> requested) {
        return requested.stream().map(RequestedRow::row).toList();
    }

    private static RemoteFeatures asking(AppTopics topics, Instance known) {
        return new RemoteFeatures(topics.definition(), List.of(known.address()), Duration.ofSeconds(5));
    }

    private static Instance start(AppTopics topics, String name, int copies) {
        int port = Ports.free();
        String address = OTHER_HOST + ":" + port;
        return new Instance(
                topics.start(Map.of(
                        "grpc.server.port",
                        port,
                        "headrace.features.advertised-address",
                        address,
                        "headrace.state-dir",
                        directory.resolve(name).toString(),
                        "headrace.streams.standby-replicas",
                        copies)),
                address);
    }

    private static AppTopics topics(String name) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        Files.copy(EXAMPLE.resolve("payment.avsc"), folder.resolve("payment.avsc"));
        Path file = Files.writeString(
                folder.resolve("pipeline.yaml"),
                Files.readString(EXAMPLE.resolve("payments.yaml"))
                        .replace("pipeline: payments", "pipeline: payments-" + name));
        return new AppTopics(broker, file, directory.resolve(name + "-state"), PARTITIONS);
    }

    /** At one moment, with values of all sorts. */
    private List<GenericRecord> payments(int count, long at) {
        List<GenericRecord> payments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double amount = switch (random.nextInt(8)) {
                case 0 -> Double.MIN_VALUE;
                case 1 -> 1e300;
                case 2 -> -0.0;
                default -> random.nextInt(10_000) / 7.0;
            };
            GenericRecord payment =
                    Payments.payment("p" + made++, at, "c" + random.nextInt(12), "t" + random.nextInt(12), amount);
            payment.put("channel", random.nextBoolean() ? null : "unheard-of-" + random.nextInt(3));
            payments.add(payment);
        }
        return payments;
    }
}
