package io.headrace.scoring.topology;

import io.headrace.model.ModelFailure;
import io.headrace.model.ModelRef;
import io.headrace.runtime.streams.intake.QuarantineSink;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.Decoded;
import io.headrace.scoring.metrics.ScoringMetrics;
import io.headrace.scoring.metrics.Via;
import io.headrace.scoring.serving.Lease;
import io.headrace.scoring.serving.ModelSlot;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Scores one record after the other, each under a lease of its own. */
final class ScoringProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    /** Rule of a row that the model's graph fails on. */
    private static final String MODEL_FAILURE = "model-failure";

    /** Rule of a row whose event time is before 1970, which no record's timestamp can be. */
    private static final String BAD_TIME = "bad-event-time";

    /** Rule of a row that was made for another meaning of its features, by a definition before this or after it. */
    private static final String OTHER_MEANING = "other-meaning";

    private final AvroDecoder decoder;
    private final FeatureRecords rows;
    private final PredictionWriter predictions;
    private final ModelSlot slot;
    private final ScoringMetrics metrics;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable QuarantineSink quarantine;

    ScoringProcessor(
            AvroDecoder decoder,
            FeatureRecords rows,
            PredictionWriter predictions,
            ModelSlot slot,
            ScoringMetrics metrics) {
        this.decoder = decoder;
        this.rows = rows;
        this.predictions = predictions;
        this.slot = slot;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        this.context = processorContext;
        this.quarantine = new QuarantineSink(processorContext, "scoring", ScoringTopology.QUARANTINE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long start = System.nanoTime();
        // An unreachable schema registry throws here, before anything is counted: the record comes again.
        Decoded decoded = decoder.decode(record.value());
        metrics.row();
        switch (decoded) {
            case Decoded.Ok(var features) when rows.isOfThisMeaning(features) -> score(record, rows.toRow(features));
            case Decoded.Ok(var features) -> quarantine(record, OTHER_MEANING, otherMeaning(features));
            case Decoded.Bad(String rule, String reason) -> quarantine(record, rule, reason);
        }
        metrics.took(Via.TOPIC, System.nanoTime() - start);
    }

    private void score(Record<byte[], byte[]> record, FeatureRow row) {
        if (row.eventTime() < 0) {
            quarantine(record, BAD_TIME, "event time is " + row.eventTime() + "; 0 (1970) or later is right");
            return;
        }
        Prediction prediction;
        ModelRef.ByVersion model;
        try (Lease lease = slot.lease()) {
            prediction = lease.model().predict(row);
            model = lease.model().ref();
        } catch (ModelFailure failure) {
            quarantine(record, MODEL_FAILURE, String.valueOf(failure.getMessage()));
            return;
        }
        byte[] bytes = predictions.bytes(prediction);
        Optional<Refusal> tooLarge = predictions.limit().check(record.key(), bytes, record.headers());
        if (tooLarge.isPresent()) {
            quarantine(record, tooLarge.get());
            return;
        }
        metrics.predicted(Via.TOPIC, model, 1);
        context().forward(record.withValue(bytes).withTimestamp(row.eventTime()), ScoringTopology.PREDICTIONS);
    }

    private String otherMeaning(GenericRecord features) {
        String stated = FeatureRecords.statedMeaning(features);
        return "the row " + (stated.isEmpty() ? "does not state its meaning" : "is of the meaning " + stated) + "; "
                + rows.meaning().hash() + ", that of the definition which scoring runs, would be right";
    }

    private void quarantine(Record<byte[], byte[]> record, String rule, String reason) {
        quarantine(record, new Refusal(rule, reason));
    }

    private void quarantine(Record<byte[], byte[]> record, Refusal why) {
        metrics.quarantined(why.rule());
        Objects.requireNonNull(quarantine, "init comes before process").send(record, why);
    }

    private ProcessorContext<byte[], byte[]> context() {
        return Objects.requireNonNull(context, "init comes before process");
    }
}
