package io.headrace.features.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.Payments;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.StatefulValues;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Example.LabelSource;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.registry.Compatibility;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExampleWriterTest {

    private static final PipelineDefinition NOW = Payments.definition();
    private static final PipelineDefinition BEFORE = Payments.definition(
            List.of(new Feature.Numeric("other", "amount * 2.0")), NOW.labels().silence());
    private static final Topics TOPICS = new Topics(NOW.pipeline());
    private static final Label LABEL = new Label.Category("true");

    private final AvroSerdes serdes =
            AvroSerdes.of(Map.of("schema.registry.url", "mock://examples-" + UUID.randomUUID()));
    private final ExampleWriter writer =
            new ExampleWriter(new FeatureOutput.Means(new FeatureRecords(NOW), serdes, TOPICS, Optional.empty()));

    /** Copied bytes and all. */
    @ParameterizedTest
    @EnumSource
    void anExampleOfARowOfThisDefinitionIsWhatAvroWrites(LabelSource source) {
        FeatureRecords records = new FeatureRecords(NOW);
        GenericRecord row = records.toRecord(row(NOW));

        byte[] written = writer.write(stored(records, row), LABEL, 77, source).bytes();

        assertThat(written).isEqualTo(serialized(records, records.toExample(row, LABEL, 77, source)));
    }

    @ParameterizedTest
    @EnumSource
    void anExampleOfARowOfAnEarlierDefinitionKeepsThatOnesFeatures(LabelSource source) {
        serdes.registry().setCompatibility(Compatibility.NONE);
        FeatureRecords records = new FeatureRecords(NOW);
        FeatureRecords before = new FeatureRecords(BEFORE);
        GenericRecord row = before.toRecord(row(BEFORE));

        byte[] written = writer.write(stored(before, row), LABEL, 77, source).bytes();

        assertThat(serdes.decoder().decode(written))
                .isEqualTo(serdes.decoder().decode(serialized(records, records.toExample(row, LABEL, 77, source))));
    }

    private static FeatureRow row(PipelineDefinition definition) {
        FeatureProgram program = FeatureProgram.compile(definition);
        StatefulValues answers = program.blank();
        IntStream.range(0, answers.size()).forEach(place -> answers.number(place, 1.5));
        return program.row(Payments.payment("p1", Payments.NOON, "c1", "t1", 12.5), answers);
    }

    private byte[] stored(FeatureRecords records, GenericRecord row) {
        return serdes.generic(records.schemas().features()).serializer().serialize(TOPICS.features(), row);
    }

    private byte[] serialized(FeatureRecords records, GenericRecord example) {
        return serdes.generic(records.schemas().example()).serializer().serialize(TOPICS.examples(), example);
    }
}
