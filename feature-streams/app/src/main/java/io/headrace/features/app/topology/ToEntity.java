package io.headrace.features.app.topology;

import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Keys events and their labels by a stage's entity; those without one by the event's id, to go to some partition, always
 * the same.
 */
final class ToEntity extends ContextualProcessor<String, StageInput, String, StageInput> {

    private final Stage stage;
    private final FeatureProgram program;

    ToEntity(Stage stage, FeatureProgram program) {
        this.stage = stage;
        this.program = program;
    }

    @Override
    public void process(Record<String, StageInput> record) {
        String key = switch (record.value()) {
            case StageInput.Travelling(var event, var _) -> stage.entity(event).orElseGet(() -> program.eventId(event));
            case StageInput.Learned learned ->
                stage.entity(learned.keys()).orElse(learned.label().eventId());
        };
        context().forward(record.withKey(key));
    }
}
