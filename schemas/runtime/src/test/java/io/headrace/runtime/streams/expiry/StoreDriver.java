package io.headrace.runtime.streams.expiry;

import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** A thing that lives on stores, in a task of its own that reads nothing. */
final class StoreDriver<T> implements AutoCloseable {

    private static final String STORE = "state";
    private static final String SECTION = "kept";

    private final TopologyTestDriver driver;
    private final String application = "stores-" + UUID.randomUUID();
    private final TestInputTopic<byte[], byte[]> source;
    private Consumer<T> ask = _ -> {};

    /** @param maker makes it in a section of its own */
    StoreDriver(BiFunction<CommitStore, ProcessorContext<?, ?>, T> maker) {
        Topology topology = new Topology()
                .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "topic")
                .addProcessor("processor", () -> new Holder(maker), "source")
                .addStateStore(TaskStore.builder(STORE), "processor");
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

    /** What the section is made from at a restart elsewhere. */
    Map<Bytes, byte[]> changelog() {
        Map<Bytes, byte[]> changelog = new HashMap<>();
        driver.createOutputTopic(
                        application + "-" + STORE + "-changelog",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())
                .readRecordsToList()
                .forEach(record -> changelog.put(Bytes.wrap(record.key()), record.value()));
        changelog.values().removeIf(Objects::isNull);
        // By its name the section's number is kept, before every other key of it.
        changelog.keySet().removeIf(key -> key.get()[0] == 0);
        return changelog.entrySet().stream()
                .collect(Collectors.toMap(entry -> withoutNumber(entry.getKey()), Map.Entry::getValue));
    }

    private static Bytes withoutNumber(Bytes key) {
        return Bytes.wrap(Arrays.copyOfRange(key.get(), 1, key.get().length));
    }

    void fill(Map<Bytes, byte[]> content) {
        content.forEach(section()::put);
    }

    int entries() {
        int entries = 0;
        try (KeyValueIterator<Bytes, byte[]> all = section().range(null, null)) {
            while (all.hasNext()) {
                all.next();
                entries++;
            }
        }
        return entries;
    }

    private CommitStore section() {
        return ((TaskStore) driver.getStateStore(STORE)).values(SECTION);
    }

    @Override
    public void close() {
        driver.close();
    }

    private final class Holder extends ContextualProcessor<Object, Object, Object, Object> {

        private final BiFunction<CommitStore, ProcessorContext<?, ?>, T> maker;
        private @Nullable T made;

        Holder(BiFunction<CommitStore, ProcessorContext<?, ?>, T> maker) {
            this.maker = maker;
        }

        @Override
        public void init(ProcessorContext<Object, Object> context) {
            super.init(context);
            made = maker.apply(TaskStore.of(context, STORE).values(SECTION), context);
        }

        @Override
        public void process(Record<Object, Object> record) {
            ask.accept(Objects.requireNonNull(made));
        }
    }
}
