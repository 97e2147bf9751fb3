package io.headrace.standalone.chain;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.topic.TopicScan;
import java.util.Map;
import java.util.TreeMap;

/** The feature rows of a running system, by event id. */
final class WrittenRows {

    private WrittenRows() {}

    static Map<String, FeatureRow> read(PipelineDefinition definition, RunningSystem running, AvroSerdes serdes) {
        FeatureRecords records = new FeatureRecords(definition);
        String topic = new Topics(definition.pipeline()).features();
        Map<String, FeatureRow> rows = new TreeMap<>();
        TopicScan.of(
                running.bootstrapServers(),
                topic,
                record -> rows.put(
                        record.key(),
                        records.toRow(serdes.generic(records.schemas().features())
                                .deserializer()
                                .deserialize(topic, record.value()))));
        return rows;
    }
}
