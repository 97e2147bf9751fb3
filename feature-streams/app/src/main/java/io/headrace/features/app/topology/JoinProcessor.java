package io.headrace.features.app.topology;

import io.headrace.features.app.labelling.JoinOutcomes;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** The label join of one partition: rows and labels come, examples go on, keyed by event id, at the event's time. */
@NullUnmarked // Kafka Streams hands over the context in init
final class JoinProcessor extends ContextualProcessor<String, JoinInput, String, Example> implements JoinOutcomes {

    private final LabelRules rules;
    private final Function<byte[], FeatureRow> rows;
    private final FeatureMonitor monitor;
    private PartitionJoin join;

    /** @param rows reads a row that was read once before */
    JoinProcessor(LabelRules rules, Function<byte[], FeatureRow> rows, FeatureMonitor monitor) {
        this.rules = rules;
        this.rows = rows;
        this.monitor = monitor;
    }

    @Override
    public void init(ProcessorContext<String, Example> context) {
        super.init(context);
        join = PartitionJoin.ofExamples(rules, this, monitor, context);
    }

    @Override
    public void process(Record<String, JoinInput> record) {
        switch (record.value()) {
            case JoinInput.StoredRow(long eventTime, byte[] bytes) -> {
                join.advance(eventTime);
                join.row(record.key(), eventTime, bytes);
            }
            case JoinInput.Given(var label) -> join.label(label);
        }
    }

    @Override
    public void close() {
        monitor.released(context().taskId().partition());
    }

    @Override
    public void labelled(String eventId, byte[] row, Label label, long labelTime, Example.LabelSource source) {
        FeatureRow stored = rows.apply(row);
        context().forward(new Record<>(eventId, new Example(stored, label, labelTime, source), stored.eventTime()));
    }

    @Override
    public void counted(Count count) {
        monitor.joined(count);
    }
}
