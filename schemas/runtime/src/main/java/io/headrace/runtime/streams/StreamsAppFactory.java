package io.headrace.runtime.streams;

import io.headrace.runtime.settings.HeadraceSettings;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.runtime.settings.StreamsSettings;
import io.headrace.schemas.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Makes the Kafka Streams apps of the process's pipeline. */
@Singleton
public final class StreamsAppFactory {

    /**
     * For an app that joins topics: a poll takes all that was fetched. A fetch brings up to 1 MiB of each topic, one topic's
     * after another's, and a poll of Kafka's usual 1,000 records takes the next topic's only after the last of the one before.
     * Till then Kafka Streams believes the next one to be empty and goes ahead without it, by days of event time where events
     * come fast, and labels that were there in time would be late.
     */
    public static final Map<String, String> WHOLE_FETCHES =
            Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(Integer.MAX_VALUE));

    private final KafkaSettings kafka;
    private final HeadraceSettings headrace;
    private final StreamsSettings streams;
    private final Topics topics;
    private final MeterRegistry meters;
    private final Map<String, StreamsApp> created = new ConcurrentHashMap<>();

    StreamsAppFactory(
            KafkaSettings kafka,
            HeadraceSettings headrace,
            StreamsSettings streams,
            Topics topics,
            MeterRegistry meters) {
        this.kafka = kafka;
        this.headrace = headrace;
        this.streams = streams;
        this.topics = topics;
        this.meters = meters;
    }

    /**
     * An app with application id {@code headrace-PIPELINE-NAME}, not yet started.
     *
     * @param name the app's name, such as {@code cleaning}
     */
    public StreamsApp create(String name, TopologyFactory topology) {
        return create(name, Map.of(), topology);
    }

    /**
     * An app with settings of its own.
     *
     * @param defaults Kafka Streams settings that the user's {@code kafka.*} still override
     */
    public StreamsApp create(String name, Map<String, ?> defaults, TopologyFactory topology) {
        StreamsConfiguration configuration = new StreamsConfiguration(kafka, headrace, streams);
        StreamsApp app = new StreamsApp(
                name,
                configuration.of("headrace-" + topics.pipeline().value() + "-" + name, defaults),
                topology,
                meters);
        created.put(name, app);
        return app;
    }

    /** The apps made so far, by name. */
    public Map<String, StreamsApp> created() {
        return Map.copyOf(created);
    }
}
