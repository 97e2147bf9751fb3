package io.headrace.standalone.backfill;

import io.headrace.features.app.output.ExampleWriter;
import io.headrace.features.app.output.FeatureOutput;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serializer;

/** The rows and examples that the stream would have made. */
final class RowsAndExamples extends Product {

    private final FeatureProgram program;
    private final FeatureRecords records;
    private final References references;
    private final Output output;
    private final Topics topics;
    private final Serializer<GenericRecord> rows;
    private final ExampleWriter examples;

    RowsAndExamples(
            PipelineDefinition definition,
            FeatureProgram program,
            AvroSerdes serdes,
            Output output,
            Backfill.Settings settings) {
        super(output, settings.span());
        this.program = program;
        this.records = new FeatureRecords(definition);
        this.references = settings.references();
        this.output = output;
        this.topics = new Topics(definition.pipeline());
        this.rows = serdes.generic(records.schemas().features()).serializer();
        this.examples = new ExampleWriter(new FeatureOutput.Means(records, serdes, topics, Optional.empty()));
    }

    @Override
    boolean isAnswered() {
        return true;
    }

    @Override
    byte[] make(Work.Answer event) {
        references.answer(program, event.event(), event.answers);
        return rows.serialize(topics.features(), records.toRecord(program.row(event.event(), event.answers)));
    }

    @Override
    void writeEvent(Work.Answer event) {
        output.row(event.id, event.time, event.row());
    }

    @Override
    boolean writeExample(Work.Example example) {
        Work.Answer event = example.event();
        output.example(
                event.id,
                event.time,
                examples.write(event.row(), example.label(), example.labelTime(), example.source())
                        .bytes());
        return true;
    }

    @Override
    void writeLabel(Work.Learn learned) {
        // Its example says it.
    }
}
