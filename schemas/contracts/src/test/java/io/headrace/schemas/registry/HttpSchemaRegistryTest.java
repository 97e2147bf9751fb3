package io.headrace.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpSchemaRegistryTest {

    private static final Schema TEXT = Schema.create(Schema.Type.STRING);
    private static final String TEXT_BY_ID = "{\"schema\": \"\\\"string\\\"\"}";

    private final FakeRegistryServer server = new FakeRegistryServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void registersByPostingTheSchemaAsText() {
        server.tell(200, "{\"id\": 7}");

        assertThat(registry().register("payments.raw-value", TEXT)).isEqualTo(7);

        assertThat(server.asked())
                .containsExactly(new FakeRegistryServer.Asked(
                        "POST",
                        "/subjects/payments.raw-value/versions",
                        null,
                        "application/vnd.schemaregistry.v1+json",
                        "{\"schema\":\"\\\"string\\\"\"}"));
    }

    @Test
    void answersWhileTheCommonPoolIsTaken() {
        server.tell(200, "{\"id\": 7}");
        CountDownLatch released = new CountDownLatch(1);
        for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
            ForkJoinPool.commonPool().execute(() -> waitFor(released));
        }
        try {
            assertThat(registry().register("payments.raw-value", TEXT)).isEqualTo(7);
        } finally {
            released.countDown();
        }
    }

    @Test
    void keepsThePathOfTheAddress() {
        server.tell(200, TEXT_BY_ID);

        registry(Map.of("schema.registry.url", "http://" + server.address() + "/apis/ccompat/v7/"))
                .byId(3);

        assertThat(server.asked().getFirst().path()).isEqualTo("/apis/ccompat/v7/schemas/ids/3");
    }

    @Test
    void asksForAnIdOnce() {
        server.tell(200, TEXT_BY_ID);
        SchemaRegistry registry = registry();

        assertThat(registry.byId(3)).contains(TEXT);
        assertThat(registry.byId(3)).contains(TEXT);

        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void remembersForAWhileThatAnIdIsUnknown() {
        server.tell(404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}");
        SchemaRegistry registry = registry();

        assertThat(registry.byId(9)).isEmpty();
        assertThat(registry.byId(9)).isEmpty();

        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void registersASchemaOnce() {
        server.tell(200, "{\"id\": 7}");
        SchemaRegistry registry = registry();

        registry.register("s", TEXT);
        registry.register("s", TEXT);

        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void readsTheLatestVersion() {
        server.tell(200, "{\"subject\": \"s\", \"version\": 4, \"id\": 11, \"schema\": \"\\\"string\\\"\"}");

        assertThat(registry().latest("s")).contains(new RegisteredSchema("s", 4, 11, TEXT));
        assertThat(server.asked().getFirst().path()).isEqualTo("/subjects/s/versions/latest");
    }

    @Test
    void anUnknownSubjectHasNoLatestVersion() {
        server.tell(404, "{\"error_code\": 40401}");

        assertThat(registry().latest("s")).isEmpty();
    }

    @Test
    void looksUpASchemaOfASubject() {
        server.tell(200, "{\"subject\": \"s\", \"version\": 4, \"id\": 11, \"schema\": \"\\\"string\\\"\"}");

        assertThat(registry().lookup("s", TEXT)).map(RegisteredSchema::id).contains(11);
        assertThat(server.asked().getFirst().path()).isEqualTo("/subjects/s");
    }

    @Test
    void resolvesReferencesToOtherSubjects() {
        server.tell(
                        200,
                        "{\"schema\": \"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Outer\\\",\\\"fields\\\":"
                                + "[{\\\"name\\\":\\\"inner\\\",\\\"type\\\":\\\"shop.Inner\\\"}]}\","
                                + "\"references\": [{\"name\": \"shop.Inner\", \"subject\": \"inner\", \"version\": 2}]}")
                .tell(
                        200,
                        "{\"schema\": \"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Inner\\\","
                                + "\\\"namespace\\\":\\\"shop\\\",\\\"fields\\\":[]}\"}");

        assertThat(registry().byId(3))
                .hasValueSatisfying(
                        schema -> assertThat(schema.getField("inner").schema().getFullName())
                                .isEqualTo("shop.Inner"));
        assertThat(server.asked().get(1).path()).isEqualTo("/subjects/inner/versions/2");
    }

    @Test
    void setsTheCompatibilityOfAllAndOfOne() {
        server.tell(200, "{}").tell(200, "{}");

        registry().setCompatibility(Compatibility.BACKWARD);
        registry().setCompatibility("a b/c", Compatibility.FULL);

        assertThat(server.asked())
                .extracting(FakeRegistryServer.Asked::method, FakeRegistryServer.Asked::path)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("PUT", "/config"),
                        org.assertj.core.groups.Tuple.tuple("PUT", "/config/a%20b%2Fc"));
        assertThat(server.asked().getFirst().body()).isEqualTo("{\"compatibility\":\"BACKWARD\"}");
    }

    @Test
    void tellsWhyASchemaWouldNotBeTaken() {
        server.tell(200, "{\"is_compatible\": false, \"messages\": [\"READER_FIELD_MISSING_DEFAULT_VALUE: x\"]}");

        assertThat(registry().incompatibilities("s", TEXT)).containsExactly("READER_FIELD_MISSING_DEFAULT_VALUE: x");
    }

    @Test
    void anythingIsCompatibleWithAnUnknownSubject() {
        server.tell(404, "{\"error_code\": 40401}");

        assertThat(registry().incompatibilities("s", TEXT)).isEmpty();
    }

    @Test
    void aRefusalNamesUrlSubjectStatusAndWhatWouldBeRight() {
        server.tell(409, "{\"error_code\": 409, \"message\": \"incompatible with an earlier schema\"}");

        assertThatThrownBy(() -> registry().register("payments.raw-value", TEXT))
                .isInstanceOfSatisfying(SchemaRegistryException.class, e -> {
                    assertThat(e.status()).isEqualTo(OptionalInt.of(409));
                    assertThat(e.subject()).isEqualTo("payments.raw-value");
                    assertThat(e)
                            .hasMessageContaining(server.address())
                            .hasMessageContaining("incompatible with an earlier schema")
                            .hasMessageContaining("a new field needs a default");
                });
        assertThat(server.asked()).as("a refusal is final").hasSize(1);
    }

    @Test
    void aServerThatIsNoRegistryIsTold() {
        server.tell(200, "<html>Welcome to nginx</html>");

        assertThatThrownBy(() -> registry().register("s", TEXT))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("is it a schema registry?");
    }

    @Test
    void triesAgainWhenItIsBusyOrBroken() {
        server.tell(503, "").tell(429, "").tell(200, "{\"id\": 7}");

        assertThat(registry().register("s", TEXT)).isEqualTo(7);
    }

    @Test
    void givesUpAfterTheRetries() {
        SchemaRegistry registry = registry(Map.of("max.retries", "2"));

        assertThatThrownBy(() -> registry.register("s", TEXT))
                .isInstanceOf(SchemaRegistryUnavailable.class)
                .hasMessageContaining("3 attempts")
                .hasMessageContaining("answered 500")
                .hasMessageContaining("schema.registry.url");
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void doesNotWaitForEverForTheRestOfAnAnswer() {
        server.stallIn(200, "{\"id\": ").tell(200, "{\"id\": 7}");

        assertThat(registry(Map.of("http.connect.timeout.ms", "100", "http.read.timeout.ms", "200"))
                        .register("s", TEXT))
                .isEqualTo(7);
    }

    @Test
    void takesTheNextAddressWhenOneIsAwayAndStaysWithIt() {
        server.tell(200, "{\"id\": 7}").tell(200, "{\"id\": 8}");
        SchemaRegistry registry = registry(
                Map.of("schema.registry.url", "http://127.0.0.1:1, http://" + server.address(), "max.retries", "0"));

        assertThat(registry.register("a", TEXT)).isEqualTo(7);
        assertThat(registry.register("b", TEXT)).isEqualTo(8);
    }

    @Test
    void comesWithUserAndPassword() {
        server.tell(200, "{\"id\": 7}");

        registry(Map.of(
                        "schema.registry.basic.auth.credentials.source", "USER_INFO",
                        "schema.registry.basic.auth.user.info", "alice:secret"))
                .register("s", TEXT);

        assertThat(server.asked().getFirst().authorization()).isEqualTo("Basic YWxpY2U6c2VjcmV0");
    }

    @Test
    void takesCredentialsOutOfTheAddress() {
        server.tell(200, "{\"id\": 7}");
        SchemaRegistry registry = registry(Map.of("schema.registry.url", "http://alice:secret@" + server.address()));

        registry.register("s", TEXT);

        assertThat(server.asked().getFirst().authorization()).isEqualTo("Basic YWxpY2U6c2VjcmV0");
        assertThat(registry.location()).doesNotContain("secret");
    }

    @Test
    void comesWithABearerToken() {
        server.tell(200, "{\"id\": 7}");

        registry(Map.of("bearer.auth.token", "t0ken")).register("s", TEXT);

        assertThat(server.asked().getFirst().authorization()).isEqualTo("Bearer t0ken");
    }

    @Test
    void aSettingThatIsMissingOrWrongIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaRegistry.of(Map.of()))
                .withMessageContaining("schema.registry.url");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaRegistry.of(Map.of("schema.registry.url", "localhost:8081")))
                .withMessageContaining("http://HOST:PORT");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry(Map.of("max.retries", "many")))
                .withMessageContaining("max.retries");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry(Map.of("basic.auth.credentials.source", "USER_INFO")))
                .withMessageContaining("basic.auth.user.info");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry(Map.of("ssl.truststore.location", "/no/such/file")))
                .withMessageContaining("/no/such/file");
    }

    private SchemaRegistry registry() {
        return registry(Map.of());
    }

    private SchemaRegistry registry(Map<String, String> more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "schema.registry.url", "http://" + server.address(), "max.retries", "5", "retries.wait.ms", "1"));
        config.putAll(more);
        return SchemaRegistry.of(config);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
