package io.headrace.schemas.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.resolution.RecordResolution;
import io.headrace.schemas.resolution.UnreadableValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

/** Records as earlier releases wrote them, with the schemas they were written in. */
class StoredRecordsTest {

    private static final Path STORED = Path.of("src/test/resources/stored/without-meaning");

    private final PipelineDefinition definition =
            DefinitionReader.readValid(Path.of("../../examples/payments/payments.yaml"));
    private final FeatureRecords records = new FeatureRecords(definition);

    @Test
    void aRowFromBeforeMeaningWasStatedIsReadAndDoesNotStateIt() throws Exception {
        GenericRecord stored = read("feature-row", records.schemas().features());

        FeatureRow row = records.toRow(stored);

        assertThat(row.eventId()).isEqualTo("tx-1");
        assertThat(row.eventTime()).isEqualTo(1_772_323_200_000L);
        assertThat(row.keys()).isEqualTo(Map.of("customerId", "c-7"));
        assertThat(row.values().numeric()[0]).isEqualTo(0.5);
        assertThat(row.values().numeric()[1]).isNaN();
        assertThat(row.values().categorical()).containsExactly("chip");
        assertThat(FeatureRecords.statedMeaning(stored)).isEmpty();
        assertThat(records.isOfThisMeaning(stored)).isFalse();
        assertThat(stored.get(PipelineSchemas.ORDERING)).isEqualTo("exact");
    }

    @Test
    void anExampleFromBeforeMeaningWasStatedIsReadAndDoesNotStateIt() throws Exception {
        GenericRecord stored = read("example", records.schemas().example());

        Example example = records.toExample(stored);

        assertThat(example.label()).isEqualTo(new Label.Category("true"));
        assertThat(example.labelTime()).isEqualTo(1_772_409_600_000L);
        assertThat(example.source()).isEqualTo(Example.LabelSource.GIVEN);
        assertThat(records.isOfThisMeaning(stored)).isFalse();
    }

    @Test
    void aPredictionFromBeforeMeaningWasStatedIsRead() throws Exception {
        GenericRecord stored = read("prediction", Prediction.getClassSchema());

        assertThat(stored.get("model")).isEqualTo("payments@3");
        assertThat(stored.get("score")).isEqualTo(0.75);
        assertThat(stored.get("meaning")).isEqualTo("");
    }

    @Test
    void whatIsWrittenNowStatesItsMeaningAndItsOrdering() throws Exception {
        FeatureRow row = records.toRow(read("feature-row", records.schemas().features()));
        Example example = records.toExample(read("example", records.schemas().example()));

        GenericRecord written = records.toRecord(row);

        assertThat(records.isOfThisMeaning(written)).isTrue();
        assertThat(FeatureRecords.statedMeaning(written))
                .isEqualTo(records.meaning().hash());
        assertThat(written.get(PipelineSchemas.ORDERING)).isEqualTo("exact");
        assertThat(records.isOfThisMeaning(records.toRecord(example))).isTrue();
        assertThat(records.toRow(written)).isEqualTo(row);
    }

    private static GenericRecord read(String name, Schema reader) throws IOException, UnreadableValueException {
        Schema writer = new Schema.Parser().parse(STORED.resolve(name + ".avsc").toFile());
        byte[] bytes = Files.readAllBytes(STORED.resolve(name + ".avro"));
        return RecordResolution.of(writer, reader).read(DecoderFactory.get().binaryDecoder(bytes, null));
    }
}
