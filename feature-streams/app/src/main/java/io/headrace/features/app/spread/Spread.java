package io.headrace.features.app.spread;

import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.app.output.RowBytes;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.topics.Topics;

/**
 * What is spread over several partitions.
 *
 * @param partitions of every topic, 1 or more
 * @param events reads clean events
 */
public record Spread(
        FeatureProgram program,
        LabelRules rules,
        RowBytes rowBytes,
        AvroDecoder events,
        Topics topics,
        int partitions,
        Timing timing) {}
