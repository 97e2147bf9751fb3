package io.headrace.runtime.streams;

import io.headrace.runtime.settings.HeadraceSettings;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.runtime.settings.StreamsSettings;
import io.headrace.schemas.topics.TopicLimits;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams settings: the app's defaults, then the user's, then what Headrace's promises rest on. */
record StreamsConfiguration(KafkaSettings kafka, HeadraceSettings headrace, StreamsSettings streams) {

    /** After a kill the group waits this long for the dead member; Kafka's own default is 45 s. */
    private static final int SESSION_TIMEOUT_MS = 10_000;

    private static final int HEARTBEAT_MS = 3_000;

    /** How soon a new process that has copied a task's state gets the task: the least Kafka allows; its default is 10 min. */
    private static final int TAKE_OVER_MS = 60_000;

    /** Changelogs and repartition topics carry event time, which may be ahead of the broker's clock, as any topic's. */
    private static final String INTERNAL_TIMESTAMPS =
            StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG);

    private static final String INTERNAL_LIMIT = StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);

    /**
     * Four times Kafka's default. Records are sent with each commit, however few there are, so a larger batch makes none wait; where
     * there are many, it is requests that cost, here and at the broker.
     */
    private static final int BATCH_BYTES = 64 << 10;

    /**
     * Kafka Streams' own is 100 ms: nothing is sent before the commit then, which waits for all of it. What is sent before is written
     * while the next records are worked on.
     */
    private static final int LINGER_MS = 5;

    /**
     * Kafka's own is 100 ms. The broker refuses what a new transaction writes while the markers of the last one are on their way, as
     * often as not where commits are frequent (KAFKA-18654): it is a matter of milliseconds then.
     */
    private static final int RETRY_BACKOFF_MS = 10;

    /**
     * Kafka's own is 5: of what is under way behind a refused batch each is refused for being out of order, and all of it is sent again.
     * A request holds the batches of many partitions.
     */
    private static final int REQUESTS_UNDER_WAY = 1;

    /** By name: the constant is deprecated already, since Kafka 5 will know nothing else. */
    private static final String GLOBAL_FAULTS_HANDLED = "processing.exception.handler.global.enabled";

    Properties of(String applicationId, Map<String, ?> appDefaults) {
        Properties config = new Properties();
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, streams.commitIntervalMs());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, streams.threads());
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, streams.standbyReplicas());
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) headrace.replication());
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreMemory.class);
        // A killed process goes on with the stores of its last commit, where it would else read them all again
        // (KIP-892).
        config.put(StreamsConfig.TRANSACTIONAL_STATE_STORES_CONFIG, true);
        config.put(JmxReporter.EXCLUDE_CONFIG, MeasuredStreams.NOT_IN_JMX);
        config.put(StreamsConfig.STATE_DIR_CONFIG, headrace.stateDir().toString());
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        config.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, TAKE_OVER_MS);
        config.put(INTERNAL_TIMESTAMPS, String.valueOf(Long.MAX_VALUE));
        // A consumer needs no limit raised: a fetch brings at least one record, however large.
        config.put(INTERNAL_LIMIT, String.valueOf(TopicLimits.INTERNAL));
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicLimits.INTERNAL);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_BACKOFF_MS);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, REQUESTS_UNDER_WAY);
        // One rule for every thread, as from Kafka 5 on: what a processor throws goes to the handler, which stops the
        // app.
        config.put(GLOBAL_FAULTS_HANDLED, true);
        config.putAll(appDefaults);
        config.putAll(kafka.streams());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return config;
    }
}
