package io.headrace.runtime.streams.expiry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/** A thing that lives on stores, in a task of its own that reads nothing. */
final class StoreDriver<T> implements AutoCloseable {

    private final TopologyTestDriver driver;
    private final String application = "stores-" + UUID.randomUUID();
    private final TestInputTopic<byte[], byte[]> source;
    private Consumer<T> ask = _ -> {};

    StoreDriver(Collection<? extends StoreBuilder<?>> stores, Function<ProcessorContext<?, ?>, T> maker) {
        Topology topology = new Topology()
                .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "topic")
                .addProcessor("processor", () -> new Holder(maker), "source");
        stores.forEach(store -> topology.addStateStore(store, "processor"));
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, Path.of("target", "stores").toString());
        driver = new TopologyTestDriver(topology, config);
        source = driver.createInputTopic("topic", new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Works with it while a record is being processed, as stores want it. */
    <R> R ask(Function<T, R> question) {
        AtomicReference<R> answer = new AtomicReference<>();
        ask = made -> answer.set(question.apply(made));
        source.pipeInput(new byte[0]);
        return answer.get();
    }

    void tell(Consumer<T> work) {
        ask = work;
        source.pipeInput(new byte[0]);
    }

    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** What the store's changelog holds: what a restart elsewhere makes the store from. */
    Map<Bytes, byte[]> changelog(String store) {
        Map<Bytes, byte[]> changelog = new HashMap<>();
        driver.createOutputTopic(
                        application + "-" + store + "-changelog",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())
                .readRecordsToList()
                .forEach(record -> changelog.put(Bytes.wrap(record.key()), record.value()));
        changelog.values().removeIf(Objects::isNull);
        return changelog;
    }

    void fill(String store, Map<Bytes, byte[]> content) {
        driver.<Bytes, byte[]>getKeyValueStore(store)
                .putAll(content.entrySet().stream()
                        .map(entry -> KeyValue.pair(entry.getKey(), entry.getValue()))
                        .toList());
    }

    int entries(String store) {
        int entries = 0;
        try (KeyValueIterator<Bytes, byte[]> all =
                driver.<Bytes, byte[]>getKeyValueStore(store).all()) {
            while (all.hasNext()) {
                all.next();
                entries++;
            }
        }
        return entries;
    }

    @Override
    public void close() {
        driver.close();
    }

    private final class Holder extends ContextualProcessor<Object, Object, Object, Object> {

        private final Function<ProcessorContext<?, ?>, T> maker;
        private @Nullable T made;

        Holder(Function<ProcessorContext<?, ?>, T> maker) {
            this.maker = maker;
        }

        @Override
        public void init(ProcessorContext<Object, Object> context) {
            super.init(context);
            made = maker.apply(context);
        }

        @Override
        public void process(Record<Object, Object> record) {
            ask.accept(Objects.requireNonNull(made));
        }
    }
}
