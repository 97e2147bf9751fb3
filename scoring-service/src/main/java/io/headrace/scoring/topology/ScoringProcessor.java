package io.headrace.scoring.topology;

import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.scoring.metrics.Route;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Scores the records of the features topic. */
@NullUnmarked // Kafka Streams hands over the context in init
final class ScoringProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private final RecordIntake<FeatureRow> rows;
    private final RowScorer.Means means;
    private RowScorer scorer;

    ScoringProcessor(RecordIntake<FeatureRow> rows, RowScorer.Means means) {
        this.rows = rows;
        this.means = means;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        scorer = new RowScorer(means, context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long start = System.nanoTime();
        // An unreachable schema registry throws here, before anything is counted: the record comes again.
        Intake<FeatureRow> intake = rows.read(record);
        means.metrics().row();
        switch (intake) {
            case Intake.Accepted<FeatureRow> row ->
                scorer.score(record.key(), row.value(), record.headers(), () -> record);
            case Intake.Refused<FeatureRow>(Refusal why) -> scorer.refuse(record, why);
        }
        means.metrics().took(Route.TOPIC, System.nanoTime() - start);
    }
}
