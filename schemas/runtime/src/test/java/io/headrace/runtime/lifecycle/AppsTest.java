package io.headrace.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.runtime.AppState;
import io.headrace.runtime.FakeApp;
import io.headrace.runtime.TestBroker;
import io.headrace.runtime.TestContext;
import io.headrace.schemas.registry.SchemaRegistry;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.micronaut.context.BeanProvider;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppsTest {

    private static final String EVENT = """
            {"type": "record", "name": "Visit", "fields": [
              {"name": "id", "type": "string"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "pages", "type": "double"}]}
            """;

    private static final String DEFINITION = """
            pipeline: visits
            problem:
              kind: binary
              label: bought
              positive: true
              metric: rocAuc
              success: rocAuc >= 0.6
            events:
              schema: visit.avsc
              id: id
              time: at
              keys: []
              lateness: PT1M
            features:
              pages: pages
            """;

    private final List<String> happenings = new CopyOnWriteArrayList<>();

    @Test
    void appsStartInOrderAndCloseInReverse() {
        TestContext context = TestContext.start(Map.of(), new FakeApp("a", happenings), new FakeApp("b", happenings));
        assertThat(context.bean(Apps.class).started()).isTrue();
        context.close();

        List<String> starts = happenings.subList(0, 2);
        assertThat(starts).containsExactlyInAnyOrder("start a", "start b");
        assertThat(happenings.subList(2, 4))
                .containsExactly(
                        starts.get(1).replace("start", "close"), starts.get(0).replace("start", "close"));
    }

    @Test
    void anAppThatCannotStartIsNamedWithItsReason() {
        FakeApp broken = new FakeApp("cleaning", happenings);
        broken.is(new AppState.Failed("the state directory is not writable"));

        assertThatThrownBy(() -> TestContext.start(Map.of(), broken))
                .hasRootCauseMessage("the state directory is not writable")
                .hasStackTraceContaining("cleaning cannot start: the state directory is not writable");
        assertThat(happenings).containsExactly("start cleaning", "close cleaning");
    }

    /** A readiness probe starts a gRPC server that is not up yet, on a thread that others need. */
    @Test
    void anotherServersStartDoesNotWaitForTheApps() {
        EmbeddedServer grpc = (EmbeddedServer) Proxy.newProxyInstance(
                EmbeddedServer.class.getClassLoader(),
                new Class<?>[] {EmbeddedServer.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        BeanProvider<Apps> apps = () -> {
            throw new AssertionError("the apps were started by another server");
        };

        assertThatCode(() -> new ServerEvents(apps).onStart(new ServerStartupEvent(grpc)))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutAPipelineTheSharedTopicsAndSchemasAreThere() throws Exception {
        try (TestContext context = TestContext.start(Map.of(), new FakeApp("registry"));
                Admin admin = TestBroker.admin()) {
            assertThat(admin.listTopics().names().get()).contains(Topics.MODELS, Topics.ARTIFACTS);
            assertThat(context.bean(AvroSerdes.class).registry().latest("headrace.models-value"))
                    .isPresent();
        }
    }

    @Test
    void everyTopicAndSchemaOfThePipelineIsThereBeforeAnAppStarts(@TempDir Path directory) throws Exception {
        Path definition = write(directory, DEFINITION);

        try (TestContext context = TestContext.start(
                        Map.of("headrace.pipeline", definition.toString(), "headrace.partitions", 2),
                        new FakeApp("cleaning"));
                Admin admin = TestBroker.admin()) {
            assertThat(admin.describeTopics(List.of("visits.raw"))
                            .allTopicNames()
                            .get()
                            .get("visits.raw")
                            .partitions())
                    .hasSize(2);
            Topics topics = context.bean(Topics.class);
            assertThat(List.of(topics.raw(), topics.clean(), topics.labels(), topics.features(), topics.examples()))
                    .allSatisfy(topic -> assertThat(
                                    context.bean(AvroSerdes.class).registry().latest(topic + "-value"))
                            .isPresent());
        }
    }

    @Test
    void aBadDefinitionEndsTheStartWithEveryMistake(@TempDir Path directory) throws IOException {
        Path definition =
                write(directory, DEFINITION.replace("PT1M", "a minute").replace("pages: pages", "pages: pagse"));

        assertThatThrownBy(() -> TestContext.start(
                        Map.of("headrace.pipeline", definition.toString()), new FakeApp("cleaning", happenings)))
                .hasStackTraceContaining("a minute")
                .hasStackTraceContaining("pagse");
        assertThat(happenings).isEmpty();
    }

    @Test
    void joinedTopicsWithUnlikePartitionsEndTheStartWhoeverCreatedThem(@TempDir Path directory) throws Exception {
        Path definition = write(directory, DEFINITION.replace("visits", "unlike"));
        try (Admin admin = TestBroker.admin()) {
            admin.createTopics(List.of(
                            new NewTopic("unlike.labels", 2, (short) 1), new NewTopic("unlike.features", 3, (short) 1)))
                    .all()
                    .get();
        }

        for (boolean creates : List.of(true, false)) {
            assertThatThrownBy(() -> TestContext.start(
                            Map.of("headrace.pipeline", definition.toString(), "headrace.create-topics", creates),
                            new FakeApp("features", happenings)))
                    .hasStackTraceContaining("unlike.features has 3, unlike.labels has 2")
                    .hasStackTraceContaining("All must have the same number");
        }
        assertThat(happenings).isEmpty();
    }

    @Test
    void aSchemaThatCannotReadWhatIsRegisteredEndsTheStartWithWhatToDo(@TempDir Path directory) throws IOException {
        String before = DEFINITION.replace("visits", "changed").replace("pages: pages", "many: pages");
        Path definition = write(directory, before);
        Map<String, Object> settings =
                Map.of("headrace.pipeline", definition.toString(), "schema.registry.url", "mock://changed-feature");
        TestContext.start(settings, new FakeApp("features")).close();

        write(directory, before.replace("many: pages", "many: {category: id}"));

        assertThatThrownBy(() -> TestContext.start(settings, new FakeApp("features", happenings)))
                .hasStackTraceContaining("Schemas cannot be registered")
                .hasStackTraceContaining("changed.features-value")
                .hasStackTraceContaining("(features.many)")
                .hasStackTraceContaining("a field or feature of another type needs another name");
        assertThat(happenings).isEmpty();
    }

    @Test
    void aProducersNewerVersionAndANewOptionalFieldEndNoStart(@TempDir Path directory) throws IOException {
        Path definition = write(directory, DEFINITION.replace("visits", "widened"));
        Map<String, Object> settings =
                Map.of("headrace.pipeline", definition.toString(), "schema.registry.url", "mock://widened");
        TestContext.start(settings, new FakeApp("cleaning")).close();
        SchemaRegistry registry = SchemaRegistry.of(Map.of("schema.registry.url", "mock://widened"));
        registry.register("widened.raw-value", visit("{\"name\": \"agent\", \"type\": \"string\"}"));

        TestContext.start(settings, new FakeApp("cleaning")).close();
        String optional = "{\"name\": \"country\", \"type\": [\"null\", \"string\"], \"default\": null}";
        Files.writeString(directory.resolve("visit.avsc"), visit(optional).toString());
        TestContext.start(settings, new FakeApp("cleaning")).close();

        assertThat(registry.latest("widened.raw-value"))
                .hasValueSatisfying(latest -> assertThat(latest.schema()).isEqualTo(visit(optional)));
    }

    private static Schema visit(String field) {
        return new Schema.Parser().parse(EVENT.replace("\"double\"}]", "\"double\"}, " + field + "]"));
    }

    @Test
    void aBrokerThatIsAwayEndsTheStartAfterTheTimeoutAndIsNamed() {
        assertThatThrownBy(() -> TestContext.start(
                        Map.of(
                                "kafka.bootstrap.servers", "127.0.0.1:1",
                                "kafka.default.api.timeout.ms", "300",
                                "kafka.request.timeout.ms", "200",
                                "headrace.start-timeout", "PT0.5S"),
                        new FakeApp("cleaning", happenings)))
                .hasStackTraceContaining("Topics cannot be created at 127.0.0.1:1");
        assertThat(happenings).isEmpty();
    }

    @Test
    void aRegistryThatIsAwayEndsTheStartAfterTheTimeoutAndIsNamed() {
        assertThatThrownBy(() -> TestContext.start(
                        Map.of(
                                "schema.registry.url", "http://127.0.0.1:1",
                                "schema.registry.max.retries", "0",
                                "headrace.start-timeout", "PT0.5S"),
                        new FakeApp("cleaning", happenings)))
                .hasStackTraceContaining("Schemas cannot be registered")
                .hasStackTraceContaining("http://127.0.0.1:1");
    }

    private static Path write(Path directory, String definition) throws IOException {
        Files.writeString(directory.resolve("visit.avsc"), EVENT);
        return Files.writeString(directory.resolve("visits.yaml"), definition);
    }
}
