package io.headrace.monitor.transfer;

import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.ScoredRow;
import io.headrace.monitor.stored.Observations;
import io.headrace.runtime.streams.Stateful;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Packs observations into records, in their order. A record goes when it is full, and with each tick. What has not gone at a
 * commit is stored, for the records it came from are not read again.
 */
@NullUnmarked // Kafka Streams hands over the context in init
public final class PackProcessor implements Processor<byte[], Observation, byte[], byte[]> {

    static final int MOST_OBSERVATIONS = 256;

    /** A record with more is full. */
    static final int MOST_BYTES = 256 * 1024;

    private static final String STORE = "packing";
    private static final String SECTION = "batch";
    private static final Bytes KEY = Bytes.wrap("batch".getBytes(StandardCharsets.US_ASCII));

    private final byte[] key;
    private final Observations format = new Observations();
    private final List<Observation> batch = new ArrayList<>();
    private ProcessorContext<byte[], byte[]> context;
    private CommitStore store;
    private long bytes;
    private boolean isStored;

    private PackProcessor(String pipeline) {
        this.key = pipeline.getBytes(StandardCharsets.UTF_8);
    }

    /** @param pipeline the key of the records */
    public static ProcessorSupplier<byte[], Observation, byte[], byte[]> supplier(String pipeline) {
        return new Stateful<>(() -> new PackProcessor(pipeline), TaskStore.builder(STORE));
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> given) {
        context = given;
        store = TaskStore.of(given, STORE).values(SECTION);
        byte[] left = store.get(KEY);
        if (left != null) {
            isStored = true;
            format.readAll(left)
                    .orElseThrow(() -> new IllegalStateException("store " + STORE + " does not hold a batch"))
                    .forEach(this::add);
        }
        store.beforeCommit(this::write);
        given.schedule(Announcer.TICK, PunctuationType.WALL_CLOCK_TIME, _ -> send());
    }

    @Override
    public void process(Record<byte[], Observation> record) {
        add(record.value());
        if (batch.size() >= MOST_OBSERVATIONS || bytes > MOST_BYTES) {
            send();
        }
    }

    private void add(Observation observation) {
        batch.add(observation);
        bytes += observation.getBody() instanceof ScoredRow row ? row.getRow().remaining() : 0;
    }

    private void send() {
        if (!batch.isEmpty()) {
            long time = Math.max(0, batch.getLast().getTime());
            context.forward(new Record<>(key, format.writeAll(batch), time));
            batch.clear();
            bytes = 0;
        }
    }

    private void write() {
        if (!batch.isEmpty()) {
            store.put(KEY, format.writeAll(batch));
            isStored = true;
        } else if (isStored) {
            store.delete(KEY);
            isStored = false;
        }
    }
}
