package io.headrace.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.testing.Waits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedSystemTest {

    @TempDir
    Path directory;

    @Test
    void aBrokerStartedAgainOnTheSameDirectoryStillHasItsRecords() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.createTopics(Set.of(new NewTopic("t", 1, (short) 1)))
                        .all()
                        .get();
                admin.listOffsets(
                                Map.of(new TopicPartition("t", 0), org.apache.kafka.clients.admin.OffsetSpec.latest()))
                        .all()
                        .get();
            }
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers()),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.send(new ProducerRecord<>("t", "k", "v")).get();
            }
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory);
                KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("t", 0)));
            assertThat(consumer.poll(Waits.SAFETY_NET))
                    .extracting(record -> record.value())
                    .containsExactly("v");
        }
    }

    @Test
    void aBusyPortIsNamedTogetherWithTheOptionThatChoosesAnother() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, taken.getLocalPort()))
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("port " + taken.getLocalPort()
                            + " (broker) is in use by another process; stop that one or choose another with"
                            + " --broker-port PORT");
        }
    }

    @Test
    void aRegistryKeepsItsSchemasOverARestartAndChecksBackwardCompatibility() throws Exception {
        String schema = "{\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"}";
        try (SchemaRegistryProcess registry = SchemaRegistryProcess.start(directory);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(post(client, registry.url() + "/subjects/s-value/versions", schema))
                    .contains("\"id\"");
            assertThat(get(client, registry.url() + "/config")).contains("BACKWARD");
        }
        try (SchemaRegistryProcess registry = SchemaRegistryProcess.start(directory);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(get(client, registry.url() + "/subjects")).contains("s-value");
        }
    }

    @Test
    void aDirectoryIsHeldByOneAtATime() {
        try (DataDirectory held = DataDirectory.open(directory)) {
            assertThatThrownBy(() -> DataDirectory.open(directory))
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("another Headrace runs on " + held.path()
                            + "; stop it first or choose another directory with --data");
        }
        DataDirectory.open(directory).close();
    }

    @Test
    void aClearedDirectoryIsEmptyButForItsOwnLogAndStillHeld() throws IOException {
        try (DataDirectory held = DataDirectory.open(directory.resolve("data"))) {
            Files.writeString(held.sub("broker/topic-0").resolve("00000000.log"), "x");
            Files.writeString(held.path().resolve("headrace.log"), "x");
            held.clear();
            try (var left = Files.list(held.path())) {
                assertThat(left)
                        .extracting(Path::getFileName)
                        .extracting(Path::toString)
                        .containsExactlyInAnyOrder("headrace.lock", "headrace.log");
            }
            assertThatThrownBy(() -> DataDirectory.open(held.path())).isInstanceOf(StartFailure.class);
        }
    }

    @Test
    void noPortIsGivenTwiceAndNoneThatAnOutgoingConnectionMayHave() {
        List<Integer> ports =
                IntStream.range(0, 500).mapToObj(_ -> Ports.free()).toList();

        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port >= 20_000 && port < 32_000);
    }

    @Test
    void aFullDirectoryIsToldWithWhatIsFreeAndWhatIsNeeded() {
        assertThatThrownBy(() -> DataDirectory.open(directory, Long.MAX_VALUE))
                .isInstanceOf(StartFailure.class)
                .hasMessageMatching("the data directory .* has \\d+ MiB free and needs at least \\d+ MiB; free some or"
                        + " choose another with --data");
    }

    @Test
    void aPathThatIsAFileIsNoDataDirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertThatThrownBy(() -> DataDirectory.open(file.resolve("data")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("cannot be made")
                .hasMessageContaining("--data");
    }

    private static String post(HttpClient client, String url, String body) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static String get(HttpClient client, String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }
}
