package io.headrace.standalone.backfill;

import io.headrace.connectors.csv.reading.CsvEvent;
import io.headrace.connectors.csv.reading.CsvFeed;
import io.headrace.connectors.csv.reading.CsvProblem;
import io.headrace.connectors.csv.reading.CsvTarget;
import io.headrace.features.engine.RowVersions;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Reference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * The versions of a reference's rows as a CSV file, a line for each, in any order: columns for the row's key, under the name of the reference's
 * {@code key}; for the time since when it is so, under the name of its {@code time}, or {@value #TIMESTAMP} where it has none; and for its fields. A field
 * that is empty is missing, and a row of which all are is gone. Of several versions of a row and millisecond the last line counts.
 *
 * <p>A row that cannot be read is no row that may be left out: whatever looks it up would find the one before it.
 */
record ReferenceFile(Path file, Reference reference, Schema row) {

    private static final String TIMESTAMP = "timestamp";

    /** @throws CsvProblem where it cannot be read, or a row of it */
    Map<String, RowVersions<GenericRecord>> read(PipelineDefinition definition, long now) {
        CsvTarget target = new CsvTarget(columns(), reference.key(), time(), Set.of(), Optional.empty());
        long latest = now + definition.events().ahead().toMillis();
        Map<String, RowVersions<GenericRecord>> rows = new HashMap<>();
        try (CsvFeed feed = CsvFeed.beside(definition, List.of(file), target)) {
            for (Optional<CsvEvent> line = feed.next(); line.isPresent(); line = feed.next()) {
                CsvEvent.Read read = require(line.get(), latest);
                rows.computeIfAbsent(read.id(), _ -> new RowVersions<>())
                        .put(
                                new RowVersions.Place(
                                        read.time(), 0, read.place().row()),
                                new RowVersions.Version<>(read.time(), Optional.of(row(read.event()))));
            }
        }
        return rows;
    }

    private String time() {
        return reference.time().orElse(TIMESTAMP);
    }

    /** @throws CsvProblem where a field has the name of another column */
    private Schema columns() {
        if (reference.fields().containsKey(reference.key())
                || reference.fields().containsKey(time())) {
            throw new CsvProblem(
                    file,
                    "the reference " + reference.name() + " has a field of the name of its key's column, "
                            + reference.key() + ", or of its time's, " + time()
                            + "; a name of its own would be right");
        }
        SchemaBuilder.FieldAssembler<Schema> fields = SchemaBuilder.record(reference.name())
                .fields()
                .requiredString(reference.key())
                .name(time())
                .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
                .noDefault();
        reference.fields().forEach((name, kind) -> {
            switch (kind) {
                case NUMERIC -> fields.optionalDouble(name);
                case CATEGORICAL -> fields.optionalString(name);
            }
        });
        return fields.endRecord();
    }

    private CsvEvent.Read require(CsvEvent line, long latest) {
        return switch (line) {
            case CsvEvent.Broken broken -> throw new CsvProblem(file, "a row cannot be read: " + broken.reason());
            case CsvEvent.Read read
            when read.time() < 0 || read.time() > latest ->
                throw new CsvProblem(
                        file,
                        read.place() + ": the row is so since " + read.time()
                                + " ms since 1970; right is a time from 1970 on and no further ahead of now than events.ahead");
            case CsvEvent.Read read -> read;
        };
    }

    private GenericRecord row(GenericRecord line) {
        GenericRecord found = new GenericData.Record(row);
        for (Schema.Field field : row.getFields()) {
            found.put(field.pos(), line.get(field.name()));
        }
        return found;
    }
}
