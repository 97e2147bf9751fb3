package io.headrace.runtime.streams;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/**
 * Kafka Streams of which every metric may be read at any time. Kafka 4.4.0 reads the size of a transactional store's uncommitted writes
 * from RocksDB's own memory, with no regard for a store that is being closed: whoever asks at that moment, a scrape or the refresh of
 * once a minute, ends the process.
 */
final class MeasuredStreams extends KafkaStreams {

    private static final String UNCOMMITTED_BYTES = "uncommitted-bytes";

    /** For {@code metrics.jmx.exclude}, which knows whole beans only: stores' metrics are not read by JMX. */
    static final String NOT_IN_JMX = "kafka\\.streams:type=stream-state-metrics.*";

    MeasuredStreams(Topology topology, Properties config, KafkaClientSupplier clients) {
        super(topology, config, clients);
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        Map<MetricName, Metric> safe = new LinkedHashMap<>(super.metrics());
        safe.keySet().removeIf(name -> name.name().equals(UNCOMMITTED_BYTES));
        return safe;
    }
}
