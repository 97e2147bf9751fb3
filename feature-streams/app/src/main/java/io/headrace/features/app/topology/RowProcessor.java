package io.headrace.features.app.topology;

import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes the feature row of an event that all stages have answered; its key is the event id, its timestamp the event's
 * time.
 */
final class RowProcessor extends ContextualProcessor<String, StageInput, String, GenericRecord> {

    private final FeatureProgram program;
    private final FeatureRecords records;
    private final FeatureMonitor monitor;

    RowProcessor(FeatureProgram program, FeatureRecords records, FeatureMonitor monitor) {
        this.program = program;
        this.records = records;
        this.monitor = monitor;
    }

    @Override
    public void process(Record<String, StageInput> record) {
        switch (record.value()) {
            case StageInput.Travelling(GenericRecord event, double[] answers) -> {
                FeatureRow row = program.row(event, answers);
                monitor.rowMade();
                context()
                        .forward(new Record<>(row.eventId(), records.toRecord(row), row.eventTime(), record.headers()));
            }
            case StageInput.Learned _ -> throw new IllegalStateException("a label came out of the last stage");
        }
    }
}
