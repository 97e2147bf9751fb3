package io.headrace.schemas.feature;

import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.definition.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/**
 * The Avro schemas that follow from a definition. Namespace {@code io.headrace.PIPELINE}, hyphens as underscores.
 *
 * @param event raw and clean events, as the definition states
 * @param label {@code {<joinOn>: the id's type, <label>: by label type, labelledAt: timestamp-millis}}
 * @param features {@code {eventId, eventTime, keys: map of string, features: {<name>: null or double, <name>: null or
 *     string}, meaning, ordering}}
 * @param example a feature row with {@code label} (string, or double for a regression), {@code labelTime} and {@code
 *     labelSource}
 */
public record PipelineSchemas(Schema event, Schema label, Schema features, Schema example) {

    /** The event time at which a label became known, in the labels topic. */
    public static final String LABELLED_AT = "labelledAt";

    /** The field of a row, an example and a prediction that says what they mean. */
    public static final String MEANING = "meaning";

    /** The field of a row and an example that says what their events waited for. */
    public static final String ORDERING = "ordering";

    public static PipelineSchemas of(PipelineDefinition definition) {
        String namespace = namespace(definition.pipeline());
        Schema values = values(definition, namespace);
        return new PipelineSchemas(
                definition.events().schema(),
                label(definition),
                row("FeatureRow", namespace, values).endRecord(),
                example(definition, namespace, values));
    }

    /**
     * The labels topic's schema from its parts, for who writes labels without a definition at hand.
     *
     * @param joinOn the event's id field
     * @param id that field's schema
     * @param label the label's name
     */
    public static Schema label(PipelineName pipeline, String joinOn, Schema id, String label, LabelType type) {
        return SchemaBuilder.record("Label")
                .namespace(namespace(pipeline))
                .fields()
                .name(joinOn)
                .type(id)
                .noDefault()
                .name(label)
                .type(Schema.create(Schema.Type.valueOf(type.name())))
                .noDefault()
                .name(LABELLED_AT)
                .doc("Event time at which the label became known.")
                .type(timestamp())
                .noDefault()
                .endRecord();
    }

    /**
     * The schema of a reference's rows, named as it is: {@code {<time>: timestamp-millis, where it is a field, <field>: null or double, <field>: null
     * or string}}.
     */
    public static Schema reference(PipelineName pipeline, Reference reference) {
        SchemaBuilder.FieldAssembler<Schema> fields = SchemaBuilder.record(reference.name())
                .namespace(namespace(pipeline))
                .fields();
        reference
                .time()
                .ifPresent(time -> fields.name(time)
                        .doc("Since when the row is so.")
                        .type(timestamp())
                        .noDefault());
        reference.fields().forEach((name, kind) -> {
            switch (kind) {
                case NUMERIC -> fields.optionalDouble(name);
                case CATEGORICAL -> fields.optionalString(name);
            }
        });
        return fields.endRecord();
    }

    /**
     * The schema of examples of rows that another definition has written: its features, this one's label.
     *
     * @param row the rows' schema
     */
    Schema exampleOf(Schema row) {
        List<Schema.Field> fields = new ArrayList<>();
        row.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        example.getFields().stream()
                .filter(field -> features.getField(field.name()) == null)
                .forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        return Schema.createRecord(example.getName(), example.getDoc(), example.getNamespace(), false, fields);
    }

    /** A reader's schema with some of a record's fields: Avro skips the others, whatever they are. */
    public static Schema only(Schema record, Set<String> names) {
        List<Schema.Field> fields = record.getFields().stream()
                .filter(field -> names.contains(field.name()))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        return Schema.createRecord(record.getName(), record.getDoc(), record.getNamespace(), false, fields);
    }

    private static Schema label(PipelineDefinition definition) {
        String joinOn = definition.labels().joinOn();
        return label(
                definition.pipeline(),
                joinOn,
                definition.events().schema().getField(joinOn).schema(),
                definition.problem().label(),
                definition.problem().labelType());
    }

    private static String namespace(PipelineName pipeline) {
        return "io.headrace." + pipeline.value().replace('-', '_');
    }

    private static Schema example(PipelineDefinition definition, String namespace, Schema values) {
        Schema label = Schema.create(
                definition.problem().kind() == ProblemKind.REGRESSION ? Schema.Type.DOUBLE : Schema.Type.STRING);
        return row("Example", namespace, values)
                .name("label")
                .type(label)
                .noDefault()
                .name("labelTime")
                .doc("Event time at which the label became known.")
                .type(timestamp())
                .noDefault()
                .name("labelSource")
                .type(SchemaBuilder.enumeration("LabelSource")
                        .namespace(namespace)
                        .symbols("GIVEN", "SILENCE"))
                .noDefault()
                .endRecord();
    }

    private static SchemaBuilder.FieldAssembler<Schema> row(String name, String namespace, Schema values) {
        return SchemaBuilder.record(name)
                .namespace(namespace)
                .fields()
                .requiredString("eventId")
                .name("eventTime")
                .type(timestamp())
                .noDefault()
                .name("keys")
                .type(SchemaBuilder.map().values(Schema.create(Schema.Type.STRING)))
                .noDefault()
                .name("features")
                .type(values)
                .noDefault()
                .name(MEANING)
                .doc(
                        "What the features and the problem mean: rows of another meaning are another thing. Empty: not stated.")
                .type(Schema.create(Schema.Type.STRING))
                .withDefault("")
                .name(ORDERING)
                .doc("exact: everything that happened before the event counted; eager: what was there at once.")
                .type(Schema.create(Schema.Type.STRING))
                .withDefault(Events.Ordering.EXACT.text());
    }

    private static Schema values(PipelineDefinition definition, String namespace) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("Features").namespace(namespace).fields();
        definition.features().forEach(feature -> {
            switch (feature.kind()) {
                case NUMERIC -> fields.optionalDouble(feature.name());
                case CATEGORICAL -> fields.optionalString(feature.name());
            }
        });
        return fields.endRecord();
    }

    private static Schema timestamp() {
        return LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
    }
}
