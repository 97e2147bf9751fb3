package io.headrace.standalone.infer;

import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** The events' Avro schema. */
final class SchemaText {

    private static final Schema TIME = LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));

    private SchemaText() {}

    static Schema of(Finding finding, String pipeline) {
        SchemaBuilder.FieldAssembler<Schema> fields = SchemaBuilder.record("Event")
                .namespace("io.headrace." + pipeline.replace('-', '_'))
                .doc("A row of " + finding.request().source().getFileName() + ".")
                .fields();
        if (finding.id().isEmpty()) {
            fields = fields.name(finding.idField())
                    .doc("The row's number in the file, from 1.")
                    .type(Schema.create(Schema.Type.LONG))
                    .noDefault();
        }
        if (finding.time().column().isEmpty()) {
            fields = fields.name(finding.timeField())
                    .doc("The row's order as a time: one second a row.")
                    .type(TIME)
                    .noDefault();
        }
        for (Column column : finding.columns()) {
            Optional<Schema> type = type(finding, column);
            if (type.isPresent()) {
                fields = add(fields, finding, column, type.get());
            }
        }
        return fields.endRecord();
    }

    private static SchemaBuilder.FieldAssembler<Schema> add(
            SchemaBuilder.FieldAssembler<Schema> fields, Finding finding, Column column, Schema type) {
        boolean needed =
                finding.isTime(column) || finding.id().filter(column::equals).isPresent();
        SchemaBuilder.FieldBuilder<Schema> field = fields.name(column.field());
        if (!column.field().equals(column.name())) {
            field = field.doc("Column \"" + column.name() + "\".");
        }
        return needed
                ? field.type(type).noDefault()
                : field.type(Schema.createUnion(Schema.create(Schema.Type.NULL), type))
                        .withDefault(null);
    }

    /** Empty where the column is no part of the event: a copy of the label must not be, and what is always missing need not. */
    private static Optional<Schema> type(Finding finding, Column column) {
        if (column.kind() == Kind.EMPTY || finding.relation(column).copy()) {
            return Optional.empty();
        }
        boolean named = finding.keys().contains(column)
                || finding.id().filter(column::equals).isPresent();
        if (column.kind() == Kind.TIME) {
            return Optional.of(TIME);
        }
        if (column.kind() == Kind.NUMBER && named) {
            return Optional.of(Schema.create(finding.isText(column) ? Schema.Type.STRING : Schema.Type.LONG));
        }
        return Optional.of(Schema.create(column.kind() == Kind.NUMBER ? Schema.Type.DOUBLE : Schema.Type.STRING));
    }
}
