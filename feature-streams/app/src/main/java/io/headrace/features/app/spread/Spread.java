package io.headrace.features.app.spread;

import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.app.output.FeatureOutput;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.topics.Topics;

/**
 * What is spread over several partitions.
 *
 * @param partitions of every topic, 1 or more
 */
public record Spread(
        FeatureProgram program, LabelRules rules, Rows rows, Topics topics, int partitions, Timing timing) {

    /**
     * How rows are made.
     *
     * @param events reads clean events
     */
    public record Rows(AvroDecoder events, FeatureOutput.Means outputs) {}
}
