package io.headrace.cleaning.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The memory of events in a task of its own, which begins with what the changelogs of another one hold. */
final class SeenEventsDriver implements AutoCloseable {

    private static final String TOPIC = "topic";

    private final String application = "seen-" + UUID.randomUUID();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> source;
    private Consumer<SeenEvents> work = _ -> {};

    /** @param stored by section: what it holds when the memory is opened, which is with the first transaction */
    SeenEventsDriver(PipelineDefinition definition, Map<String, Map<Object, byte[]>> stored) {
        Topology topology = new Topology()
                .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), TOPIC)
                .addProcessor("processor", () -> new Holder(definition), "source");
        topology.addStateStore(TaskStore.builder(SeenEvents.STORE), "processor");
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        driver = new TopologyTestDriver(topology, config);
        source = driver.createInputTopic(TOPIC, new ByteArraySerializer(), new ByteArraySerializer());
        stored.forEach((store, entries) -> entries.forEach((key, value) -> fill(store, (Bytes) key, value)));
    }

    private void fill(String section, Bytes key, byte[] value) {
        ((TaskStore) driver.getStateStore(SeenEvents.STORE)).values(section).put(key, value);
    }

    /** Works with the memory, and commits. */
    void transaction(Consumer<SeenEvents> given) {
        work = given;
        source.pipeInput(new byte[0]);
    }

    /** What the changelog holds after the last commit, by section and key. */
    Map<String, Map<Object, byte[]>> changelogs() {
        Map<Bytes, byte[]> changelog = new HashMap<>();
        driver.createOutputTopic(
                        application + "-" + SeenEvents.STORE + "-changelog",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())
                .readRecordsToList()
                .forEach(record -> changelog.put(Bytes.wrap(record.key()), record.value()));
        changelog.values().removeIf(Objects::isNull);
        return Stream.of(SeenEvents.IDS, SeenEvents.JOURNAL)
                .collect(Collectors.toMap(section -> section, section -> section(section, changelog)));
    }

    /** By a section's name, behind a 0, there is what its keys begin with. */
    private static Map<Object, byte[]> section(String name, Map<Bytes, byte[]> changelog) {
        byte[] prefix = changelog.get(Bytes.wrap(("\0" + name).getBytes(UTF_8)));
        Map<Object, byte[]> section = new HashMap<>();
        changelog.forEach((key, value) -> {
            if (prefix != null && key.get()[0] == prefix[0]) {
                section.put(Bytes.wrap(Arrays.copyOfRange(key.get(), 1, key.get().length)), value);
            }
        });
        return section;
    }

    @Override
    public void close() {
        driver.close();
    }

    private final class Holder extends ContextualProcessor<Object, Object, Object, Object> {

        private final PipelineDefinition definition;
        private @Nullable SeenEvents seen;

        Holder(PipelineDefinition definition) {
            this.definition = definition;
        }

        @Override
        public void process(Record<Object, Object> record) {
            if (seen == null) {
                seen = new SeenEvents(context(), SeenEvents.STORE, definition.events(), definition.clean());
            }
            work.accept(seen);
        }
    }
}
