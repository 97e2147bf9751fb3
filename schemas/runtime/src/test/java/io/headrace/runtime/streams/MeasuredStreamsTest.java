package io.headrace.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.runtime.TestBroker;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.topics.TopicCreator;
import io.headrace.schemas.topics.Topics;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.junit.jupiter.api.Test;

class MeasuredStreamsTest {

    private final Topics topics = new Topics(new PipelineName("measured-streams"));

    /** Where it fails the process that runs the test is gone. */
    @Test
    void metricsMayBeReadWhileTheStoresClose() throws Exception {
        try (Admin admin = TestBroker.admin()) {
            TopicCreator.create(admin, topics.all(1, (short) 1));
        }
        AtomicBoolean closed = new AtomicBoolean();
        KafkaStreams streams = new MeasuredStreams(table(), config(), new StreamsClients());
        Thread reader = new Thread(() -> {
            while (!closed.get()) {
                streams.metrics().values().forEach(metric -> metric.metricValue());
            }
        });
        try (streams) {
            streams.start();
            await().until(() -> ofStores(streams).contains("put-rate"));
            assertThat(ofStores(streams)).doesNotContain("uncommitted-bytes");
            assertThat(beans("stream-task-metrics")).isNotEmpty();
            assertThat(beans("stream-state-metrics")).isEmpty();
            reader.start();
        } finally {
            closed.set(true);
        }
        reader.join();
    }

    private Topology table() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.table(topics.raw(), Consumed.with(Serdes.String(), Serdes.String()), Materialized.as("raw"));
        return builder.build();
    }

    private static Properties config() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "measured-streams");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.bootstrapServers());
        config.put(StreamsConfig.STATE_DIR_CONFIG, TestBroker.directory().toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.TRANSACTIONAL_STATE_STORES_CONFIG, true);
        config.put(StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG, "DEBUG");
        config.put(JmxReporter.EXCLUDE_CONFIG, MeasuredStreams.NOT_IN_JMX);
        return config;
    }

    private static List<String> ofStores(KafkaStreams streams) {
        return streams.metrics().keySet().stream()
                .filter(name -> name.group().equals("stream-state-metrics"))
                .map(MetricName::name)
                .toList();
    }

    private static Set<ObjectName> beans(String type) throws MalformedObjectNameException {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("kafka.streams:type=" + type + ",*"), null);
    }
}
