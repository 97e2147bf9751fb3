package io.headrace.features.app.topology;

import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.UnusableEventException;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;

/** How the records of each topic read are taken. */
final class InputReaders {

    private final PipelineDefinition definition;
    private final FeatureProgram program;
    private final FeatureRecords records;
    private final AvroSerdes serdes;

    InputReaders(PipelineDefinition definition, FeatureProgram program, FeatureRecords records, AvroSerdes serdes) {
        this.definition = definition;
        this.program = program;
        this.records = records;
        this.serdes = serdes;
    }

    /** @param as what becomes of an event */
    <T> IntakeReader<T> events(Function<GenericRecord, T> as) {
        return new IntakeReader<>(serdes.decoder(definition.events().schema()), (event, _) -> {
            try {
                return new Intake.Accepted<>(program.eventId(event), as.apply(event), program.eventTime(event));
            } catch (UnusableEventException unusable) {
                throw new Unusable(unusable.rule(), String.valueOf(unusable.getMessage()));
            }
        });
    }

    IntakeReader<JoinInput> rows() {
        return new IntakeReader<>(serdes.decoder(records.schemas().features()), (record, bytes) -> {
            FeatureRow row = records.toRow(record);
            return new Intake.Accepted<>(
                    row.eventId(), new JoinInput.StoredRow(row.eventTime(), bytes), row.eventTime());
        });
    }

    /** @param as what becomes of a label */
    <T> IntakeReader<T> labels(Function<GivenLabel, T> as) {
        return new IntakeReader<>(serdes.decoder(records.schemas().label()), (record, _) -> {
            Object id = record.get(definition.labels().joinOn());
            if (id == null) {
                throw new Unusable(
                        "missing-id",
                        "field " + definition.labels().joinOn() + " is null; a label needs its event's id");
            }
            long labelledAt = (Long) record.get(PipelineSchemas.LABELLED_AT);
            GivenLabel given = new GivenLabel(id.toString(), label(record), labelledAt);
            return new Intake.Accepted<>(given.eventId(), as.apply(given), labelledAt);
        });
    }

    /** Reads a row again that {@link #rows} has read. */
    Function<byte[], FeatureRow> storedRows() {
        AvroDecoder decoder = serdes.decoder(records.schemas().features());
        return bytes -> switch (decoder.decode(bytes)) {
            case Decoded.Ok(GenericRecord record) -> records.toRow(record);
            case Decoded.Bad(String rule, String reason) ->
                throw new IllegalStateException("a stored feature row is unreadable now (" + rule + "): " + reason);
        };
    }

    private Label label(GenericRecord record) throws Unusable {
        Problem problem = definition.problem();
        Object value = record.get(problem.label());
        if (value instanceof Double quantity) {
            if (!Double.isFinite(quantity)) {
                throw new Unusable(
                        "invalid-label", problem.label() + " is " + quantity + "; a finite number would be right");
            }
            return new Label.Quantity(quantity);
        }
        String name = value.toString();
        if (!problem.classes().isEmpty() && !problem.classes().contains(name)) {
            throw new Unusable(
                    "unknown-class",
                    problem.label() + " is none of the classes; one of " + problem.classes() + " would be right");
        }
        return new Label.Category(name);
    }
}
