package io.headrace.scoring.topology;

import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.scoring.metrics.Route;
import java.nio.charset.StandardCharsets;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Scores rows that were made in the same task. */
@NullUnmarked // Kafka Streams hands over the context in init
final class HandedRowsProcessor implements Processor<String, FeatureRow, byte[], byte[]> {

    private final FeatureRecords rows;
    private final Written written;
    private final RowScorer.Means means;
    private RowScorer scorer;

    /** How rows are written to their topic. */
    record Written(String topic, Serializer<GenericRecord> serializer) {}

    HandedRowsProcessor(FeatureRecords rows, Written written, RowScorer.Means means) {
        this.rows = rows;
        this.written = written;
        this.means = means;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        scorer = new RowScorer(means, context);
    }

    @Override
    public void process(Record<String, FeatureRow> record) {
        long start = System.nanoTime();
        means.metrics().row();
        byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
        FeatureRow row = record.value();
        scorer.score(key, row, record.headers(), () -> record.withKey(key).withValue(bytes(row)));
        means.metrics().took(Route.TOPIC, System.nanoTime() - start);
    }

    private byte[] bytes(FeatureRow row) {
        return written.serializer().serialize(written.topic(), rows.toRecord(row));
    }
}
