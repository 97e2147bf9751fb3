package io.headrace.scoring.topology;

import io.headrace.model.ModelFailure;
import io.headrace.model.ModelRef;
import io.headrace.runtime.streams.intake.QuarantineSink;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.scoring.metrics.Route;
import io.headrace.scoring.metrics.ScoringMetrics;
import io.headrace.scoring.serving.Lease;
import io.headrace.scoring.serving.ModelSlot;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Scores one row after the other, each under a lease of its own, from within one processor. */
final class RowScorer {

    /** Rule of a row that the model's graph fails on. */
    private static final String MODEL_FAILURE = "model-failure";

    private final Means means;
    private final ProcessorContext<byte[], byte[]> context;
    private final QuarantineSink quarantine;

    /** What it scores with, the same for every partition. */
    record Means(PredictionWriter predictions, ModelSlot slot, ScoringMetrics metrics) {}

    RowScorer(Means means, ProcessorContext<byte[], byte[]> context) {
        this.means = means;
        this.context = context;
        this.quarantine = new QuarantineSink(context, "scoring");
    }

    /**
     * Sends a row's prediction, or the row to quarantine.
     *
     * @param record the row as it is on its topic, or would be; asked for where it is refused
     */
    void score(byte[] key, FeatureRow row, Headers headers, Supplier<Record<byte[], byte[]>> record) {
        Prediction prediction;
        ModelRef.ByVersion model;
        try (Lease lease = means.slot().lease()) {
            prediction = lease.model().predict(row);
            model = lease.model().ref();
        } catch (ModelFailure failure) {
            refuse(record.get(), new Refusal(MODEL_FAILURE, String.valueOf(failure.getMessage())));
            return;
        }
        byte[] bytes = means.predictions().bytes(prediction);
        Optional<Refusal> tooLarge = means.predictions().limit().check(key, bytes, headers);
        if (tooLarge.isPresent()) {
            refuse(record.get(), tooLarge.get());
            return;
        }
        means.metrics().predicted(Route.TOPIC, model, 1);
        context.forward(new Record<>(key, bytes, row.eventTime(), headers), ScoringTopology.PREDICTIONS);
    }

    /** Sends a record to quarantine. */
    void refuse(Record<byte[], byte[]> record, Refusal why) {
        means.metrics().quarantined(why.rule());
        quarantine.send(record, why);
    }
}
