package io.headrace.features.app.spread;

import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.app.output.Outlet;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.topics.Topics;
import java.util.function.Function;

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
     * @param stored reads a row that was sent
     */
    public record Rows(AvroDecoder events, Function<byte[], FeatureRow> stored, Outlet.Means outputs) {}
}
