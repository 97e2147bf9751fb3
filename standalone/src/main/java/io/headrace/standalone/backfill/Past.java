package io.headrace.standalone.backfill;

import io.headrace.features.app.avro.PastEvent;
import io.headrace.features.app.avro.PastLabel;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.LearnedLabel;
import io.headrace.features.engine.Stage;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Clean events and labels as they were, for a features app that lacks them. */
final class Past extends Product {

    private final List<Stage> stages;
    private final HistoryTopic topic;
    private final String clean;
    private final Serializer<GenericRecord> events;

    Past(
            PipelineDefinition definition,
            FeatureProgram program,
            AvroSerdes serdes,
            HistoryTopic topic,
            Backfill.Span span) {
        super(topic, span);
        this.stages = program.stages();
        this.topic = topic;
        this.clean = new Topics(definition.pipeline()).clean();
        this.events = serdes.generic(definition.events().schema()).serializer();
    }

    @Override
    boolean isAnswered() {
        return false;
    }

    @Override
    byte[] make(Work.Answer event) {
        return events.serialize(clean, event.event());
    }

    @Override
    void writeEvent(Work.Answer event) {
        topic.send(event.id, new PastEvent(ByteBuffer.wrap(event.row())));
    }

    @Override
    boolean writeExample(Work.Example example) {
        return false;
    }

    @Override
    void writeLabel(Work.Learn learned) {
        Map<String, String> entities = new HashMap<>();
        for (int i = 0; i < stages.size(); i++) {
            String entity = learned.event().parts().entity(i);
            if (entity != null && stages.get(i).learns()) {
                entities.put(stages.get(i).name(), entity);
            }
        }
        LearnedLabel label = learned.label();
        if (!entities.isEmpty() && !Double.isNaN(label.label())) {
            topic.send(
                    label.eventId(),
                    new PastLabel(label.eventId(), label.eventTime(), label.knownAt(), entities, label.label()));
        }
    }
}
