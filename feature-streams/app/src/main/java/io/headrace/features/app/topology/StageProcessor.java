package io.headrace.features.app.topology;

import io.headrace.features.engine.Stage;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * One stage over its partition's entities: events are answered and recorded, labels are learned, and both go on, labels
 * as long as a later stage learns.
 */
@NullUnmarked // Kafka Streams hands over the context in init
final class StageProcessor extends ContextualProcessor<String, StageInput, String, StageInput> {

    private final Stage stage;
    private final boolean labelsGoOn;
    private EntityStates entities;

    StageProcessor(Stage stage, boolean labelsGoOn) {
        this.stage = stage;
        this.labelsGoOn = labelsGoOn;
    }

    @Override
    public void init(ProcessorContext<String, StageInput> context) {
        super.init(context);
        entities = new EntityStates(stage, context);
    }

    @Override
    public void process(Record<String, StageInput> record) {
        switch (record.value()) {
            case StageInput.Travelling travelling -> {
                entities.observe(travelling.event(), travelling.answers());
                context().forward(record);
            }
            case StageInput.Learned(var keys, var label) -> {
                if (stage.learns()) {
                    entities.learn(keys, label);
                }
                if (labelsGoOn) {
                    context().forward(record);
                }
            }
        }
    }
}
