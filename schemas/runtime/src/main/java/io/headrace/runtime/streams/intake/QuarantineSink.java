package io.headrace.runtime.streams.intake;

import io.headrace.schemas.quarantine.QuarantineRecord;
import io.headrace.schemas.quarantine.Quarantined;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.Topics;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends records to quarantine as they came, with where from and why in headers; of what is larger than the quarantine takes, the
 * part that {@link QuarantineRecord} describes. For use within one processor.
 */
public final class QuarantineSink {

    /** The name of the sink. */
    public static final String NAME = "quarantine";

    /** In place of topic, partition and offset, for what follows from no record but from the passing of time. */
    private static final String NO_TOPIC = "";

    private static final int NONE = -1;

    private final ProcessorContext<? super byte[], ? super byte[]> context;
    private final String app;
    private final String child;

    /**
     * @param context of one of the processors that {@link #add} names
     * @param app who refuses records, for example {@code cleaning}
     */
    public QuarantineSink(ProcessorContext<? super byte[], ? super byte[]> context, String app) {
        this(context, app, NAME);
    }

    QuarantineSink(ProcessorContext<? super byte[], ? super byte[]> context, String app, String child) {
        this.context = context;
        this.app = app;
        this.child = child;
    }

    /**
     * Adds the sink to a topology.
     *
     * @param refusing the processors that refuse records
     */
    public static Topology add(Topology topology, Topics topics, List<String> refusing) {
        return add(topology, topics, NAME, refusing);
    }

    /**
     * The same under another name: a common sink would make one sub-topology of two.
     *
     * @param refusing processors of one sub-topology
     */
    public static Topology add(Topology topology, Topics topics, String name, List<String> refusing) {
        return topology.addSink(
                name,
                topics.quarantine(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                refusing.toArray(String[]::new));
    }

    /** Sends the record being read, or what was kept of one. */
    public void send(Record<byte[], byte[]> record, Refusal why) {
        long timestamp = record.timestamp();
        Quarantined quarantined = context.recordMetadata()
                .map(origin -> new Quarantined(
                        origin.topic(), origin.partition(), origin.offset(), timestamp, app, why.rule(), why.reason()))
                .orElseGet(() -> new Quarantined(NO_TOPIC, NONE, NONE, timestamp, app, why.rule(), why.reason()));
        QuarantineRecord kept = QuarantineRecord.of(
                record.key(), record.value(), record.headers(), quarantined, TopicLimits.QUARANTINE);
        // Kafka's own types have no place for "may be null", but key and value may be.
        @SuppressWarnings("NullAway")
        Record<byte[], byte[]> sent = new Record<>(kept.key(), kept.value(), timestamp, kept.headers());
        context.forward(sent, child);
    }
}
