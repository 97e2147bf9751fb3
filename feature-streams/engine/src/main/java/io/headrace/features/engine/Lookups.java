package io.headrace.features.engine;

import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.feature.PipelineSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * The features that look values up in one reference by one field of the event. Immutable and thread-safe.
 *
 * <p>What an event is answered is of the row that {@link RowVersions#before} its own time gives: of rows strictly before its
 * millisecond, as of events.
 */
public final class Lookups {

    private final String reference;
    private final String by;
    private final Schema.Field key;
    private final int from;
    private final Schema row;
    private final List<Column> columns;

    /** A value of a row, and where it goes. */
    private record Column(Schema.Field field, FeatureKind kind, int place) {}

    /** @param from the first of their places among all stateful features */
    Lookups(PipelineDefinition definition, String reference, String by, List<Feature.Lookup> features, int from) {
        this.reference = reference;
        this.by = by;
        this.key = EntityKey.keyField(definition.events().schema(), by);
        this.from = from;
        Reference table = definition.reference(reference);
        this.row = PipelineSchemas.reference(definition.pipeline(), table);
        List<Column> all = new ArrayList<>();
        for (Feature.Lookup feature : features) {
            all.add(new Column(RequiredFields.field(row, feature.field()), feature.kind(), from + all.size()));
        }
        this.columns = List.copyOf(all);
    }

    /** The same for every definition that looks up in this reference by this field; no {@link Stage}'s name. */
    public String name() {
        return "lookup-" + reference + "-by-" + by;
    }

    /** The name of the reference. */
    public String reference() {
        return reference;
    }

    /** The event's field whose text is the row's key. */
    public String by() {
        return by;
    }

    Schema rowSchema() {
        return row;
    }

    /** Their first place among the {@link FeatureProgram#stateful()} ones. */
    public int from() {
        return from;
    }

    /** The place behind their last. */
    public int to() {
        return from + columns.size();
    }

    /** The key of the row that an event looks up; empty where the field is null. */
    public Optional<String> key(GenericRecord event) {
        return RequiredFields.optionalText(event, key);
    }

    /**
     * Answers.
     *
     * @param row in the reference's schema; empty where there is none, and all are missing
     * @param into in {@link FeatureProgram#stateful()} order; their own places are written
     */
    public void values(Optional<GenericRecord> row, StatefulValues into) {
        into.clear(from(), to());
        row.ifPresent(found ->
                columns.forEach(column -> value(found.get(column.field().pos()), column, into)));
    }

    private static void value(Object value, Column column, StatefulValues into) {
        switch (column.kind()) {
            case NUMERIC -> {
                if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
                    into.number(column.place(), number.doubleValue());
                }
            }
            case CATEGORICAL -> {
                if (value != null) {
                    into.text(column.place(), value.toString());
                }
            }
        }
    }
}
