package io.headrace.standalone.backfill;

import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Lookups;
import io.headrace.features.engine.RowVersions;
import io.headrace.features.engine.StatefulValues;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Reference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * Every version that rows of references ever had, from files. So an event finds what was so before its millisecond, by {@link RowVersions}, as in
 * the stream; and nothing is forgotten, however late it comes. Does not change once made; safe for use by many threads.
 */
public final class References {

    /** Of a definition without lookups. */
    public static final References NONE = new References(Map.of());

    private final Map<String, Map<String, RowVersions<GenericRecord>>> tables;

    private References(Map<String, Map<String, RowVersions<GenericRecord>>> tables) {
        this.tables = Map.copyOf(tables);
    }

    /**
     * Reads files, each as {@link ReferenceFile} says.
     *
     * @param files by the reference's name, one for each that features look up in
     * @param now when the rows are taken to have come, epoch milliseconds
     * @throws io.headrace.connectors.csv.reading.CsvProblem where one cannot be read, or a row of it
     */
    public static References read(Map<String, Path> files, PipelineDefinition definition, long now) {
        FeatureProgram program = FeatureProgram.compile(definition);
        Map<String, Map<String, RowVersions<GenericRecord>>> tables = new HashMap<>();
        for (Reference reference : program.references()) {
            ReferenceFile file = new ReferenceFile(
                    Optional.ofNullable(files.get(reference.name()))
                            .orElseThrow(() -> new IllegalArgumentException("there is no file of " + reference.name())),
                    reference,
                    program.rowSchema(reference.name()));
            tables.put(reference.name(), file.read(definition, now));
        }
        return new References(tables);
    }

    /** Answers an event's lookups. */
    void answer(FeatureProgram program, GenericRecord event, StatefulValues into) {
        if (!tables.isEmpty()) {
            long time = program.eventTime(event);
            for (Lookups lookups : program.lookups()) {
                Map<String, RowVersions<GenericRecord>> table = tables.getOrDefault(lookups.reference(), Map.of());
                lookups.values(
                        lookups.key(event)
                                .flatMap(key -> Optional.ofNullable(table.get(key)))
                                .flatMap(row -> row.before(time)),
                        into);
            }
        }
    }
}
