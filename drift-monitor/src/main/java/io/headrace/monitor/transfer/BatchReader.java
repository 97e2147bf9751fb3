package io.headrace.monitor.transfer;

import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.stored.Observations;
import io.headrace.runtime.streams.intake.ReadProcessor;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.schemas.quarantine.QuarantineRule;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/** Unpacks records into observations. */
public final class BatchReader implements ReadProcessor.Reader {

    private static final Refusal NO_BATCH = new Refusal(
            QuarantineRule.NOT_AVRO,
            "the value is not a batch of this app's observations in Avro's single-object encoding");

    private final Observations format = new Observations();

    @Override
    public ReadProcessor.Read read(String topic, Record<byte[], byte[]> record) {
        Optional<List<Observation>> batch = format.readAll(record.value());
        List<Record<Object, Object>> found = batch.orElse(List.of()).stream()
                .map(one -> new Record<Object, Object>(record.key(), one, Math.max(0, one.getTime())))
                .toList();
        return new ReadProcessor.Read(found, batch.isPresent() ? Optional.empty() : Optional.of(NO_BATCH));
    }
}
