package io.headrace.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

    @Test
    void withoutSettingsTheBrokerIsOnThisMachine() {
        assertThat(settings(Map.of(), Map.of()).producer()).isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
    }

    @Test
    void anyPropertyPassesThroughUnderItsExactName() {
        KafkaSettings settings = settings(
                Map.of(
                        "kafka.bootstrap.servers", List.of("one:9092", "two:9092"),
                        "kafka.sasl.jaas.config", "org.apache.kafka.X required username=\"a\" password=\"b\";",
                        "kafka.my.own.interceptorSetting", "Kept"),
                Map.of());

        assertThat(settings.consumer())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "one:9092,two:9092",
                        "sasl.jaas.config", "org.apache.kafka.X required username=\"a\" password=\"b\";",
                        "my.own.interceptorSetting", "Kept"));
    }

    @Test
    void anEnvironmentVariableWins() {
        KafkaSettings settings = settings(
                Map.of("kafka.bootstrap.servers", "from-a-file:9092"),
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092", "KAFKA_SSL_TRUSTSTORE_LOCATION", "/etc/ca.p12"));

        assertThat(settings.admin())
                .isEqualTo(Map.of("bootstrap.servers", "kafka:9092", "ssl.truststore.location", "/etc/ca.p12"));
    }

    @Test
    void aVariableOfAnotherMeaningIsLeftAlone() {
        assertThat(settings(Map.of(), Map.of("KAFKA_HEAP_OPTS", "-Xmx1g", "KAFKA_HOME", "/opt"))
                        .streams())
                .doesNotContainKeys("heap.opts", "home");
    }

    @Test
    void aVariableMayNameOneOfTheClientsOfKafkaStreams() {
        assertThat(settings(Map.of(), Map.of("KAFKA_MAIN_CONSUMER_MAX_POLL_RECORDS", "50"))
                        .streams())
                .containsEntry("main.consumer.max.poll.records", "50");
    }

    @Test
    void eachClientGetsWhatIsMeantForIt() {
        KafkaSettings settings = settings(
                Map.of("kafka.linger.ms", "5", "kafka.max.poll.records", "10", "kafka.num.standby.replicas", "1"),
                Map.of());

        assertThat(settings.producer()).containsOnlyKeys("bootstrap.servers", "linger.ms");
        assertThat(settings.consumer()).containsOnlyKeys("bootstrap.servers", "max.poll.records");
        assertThat(settings.streams())
                .containsOnlyKeys("bootstrap.servers", "linger.ms", "max.poll.records", "num.standby.replicas");
    }

    @Test
    void placeholdersAreFilledIn() {
        assertThat(settings(Map.of("kafka.client.id", "${who}-1", "who", "me"), Map.of())
                        .admin())
                .containsEntry("client.id", "me-1");
    }

    @Test
    void registrySettingsKeepTheirNames() {
        try (ApplicationContext context = context(
                Map.of("schema.registry.url", "http://a:1"),
                Map.of("SCHEMA_REGISTRY_URL", "http://b:2", "SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO", "me:pw"))) {
            assertThat(context.getBean(SchemaRegistrySettings.class).properties())
                    .isEqualTo(Map.of(
                            "schema.registry.url", "http://b:2", "schema.registry.basic.auth.user.info", "me:pw"));
        }
    }

    private static KafkaSettings settings(Map<String, Object> properties, Map<String, Object> variables) {
        try (ApplicationContext context = context(properties, variables)) {
            return context.getBean(KafkaSettings.class);
        }
    }

    private static ApplicationContext context(Map<String, Object> properties, Map<String, Object> variables) {
        return ApplicationContext.builder()
                .propertySources(PropertySource.of("file", new HashMap<>(properties), -300), new Variables(variables))
                .start();
    }

    private static final class Variables extends io.micronaut.context.env.MapPropertySource {

        Variables(Map<String, Object> variables) {
            super("variables", new HashMap<>(variables));
        }

        @Override
        public PropertyConvention getConvention() {
            return PropertyConvention.ENVIRONMENT_VARIABLE;
        }

        @Override
        public int getOrder() {
            return -200;
        }
    }

    @Test
    void whatTlsAndPasswordsNeedReachesEveryClient() {
        Map<String, String> security = Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", "Module required username=\"a\" password=\"b=c\";",
                "ssl.truststore.location", "/etc/ca.pem",
                "ssl.truststore.type", "PEM");
        KafkaSettings settings = new KafkaSettings(security);

        assertThat(List.of(settings.admin(), settings.producer(), settings.consumer(), settings.streams()))
                .allSatisfy(client -> assertThat(client).containsAllEntriesOf(security));
    }
}
