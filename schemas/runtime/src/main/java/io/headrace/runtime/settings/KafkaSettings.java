package io.headrace.runtime.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Every property {@code kafka.NAME}, as the client setting {@code NAME}: {@code kafka.bootstrap.servers}, {@code
 * kafka.security.protocol}, {@code kafka.sasl.jaas.config} …
 *
 * @param properties by Kafka's own names
 */
public record KafkaSettings(Map<String, String> properties) {

    static final String DEFAULT_BOOTSTRAP_SERVERS = "localhost:9092";

    /** Every name some client knows. */
    static final Set<String> KNOWN = known();

    public KafkaSettings {
        properties = Map.copyOf(properties);
    }

    public String bootstrapServers() {
        return properties.getOrDefault("bootstrap.servers", DEFAULT_BOOTSTRAP_SERVERS);
    }

    /** Settings of an admin client; the caller adds its own. */
    public Map<String, Object> admin() {
        return of(AdminClientConfig.configNames());
    }

    /** Settings of a producer; the caller adds serializers and its own. */
    public Map<String, Object> producer() {
        return of(ProducerConfig.configNames());
    }

    /** Settings of a consumer; the caller adds deserializers, its group and its own. */
    public Map<String, Object> consumer() {
        return of(ConsumerConfig.configNames());
    }

    /** Settings of a Kafka Streams app and its clients. */
    public Map<String, Object> streams() {
        return of(KNOWN);
    }

    /** What the client knows, and what no client knows: that may be for a plug-in of the user's. */
    private Map<String, Object> of(Set<String> names) {
        Map<String, Object> result = new HashMap<>();
        properties.forEach((name, value) -> {
            if (names.contains(name) || !KNOWN.contains(name)) {
                result.put(name, value);
            }
        });
        result.put("bootstrap.servers", bootstrapServers());
        return result;
    }

    private static Set<String> known() {
        Set<String> names = new TreeSet<>(AdminClientConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        names.addAll(ConsumerConfig.configNames());
        names.addAll(StreamsConfig.configDef().names());
        return Set.copyOf(names);
    }
}
