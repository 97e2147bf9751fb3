package io.headrace.connectors.csv.reading;

import io.headrace.schemas.definition.CsvDialect;
import io.headrace.schemas.feature.Label;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Rows of one file as events of a schema. A column is the field that {@link FieldNames} makes of its name; columns that are
 * no field are passed over.
 */
public final class CsvRecords {

    private static final int LONGEST_QUOTED = 100;

    private final CsvTarget target;
    private final Set<String> missing;
    private final List<Cell> cells;
    private final Optional<LabelCell> label;
    private final Schema.Field id;
    private final Schema.Field time;
    private final boolean inMicros;

    /** Rows may lack an id or a time, which are then made of the row's number. */
    private final boolean mayLack;

    private record Cell(Schema.Field field, int column, String name, boolean nullable, CellReader reader) {}

    private record LabelCell(int column, String name, CellReader reader) {}

    private CsvRecords(CsvTarget target, Set<String> missing, List<Cell> cells, Optional<LabelCell> label) {
        this.target = target;
        this.missing = missing;
        this.cells = List.copyOf(cells);
        this.label = label;
        this.id = target.event().getField(target.id());
        this.time = target.event().getField(target.time());
        this.inMicros = time.schema().getLogicalType() instanceof LogicalTypes.TimestampMicros;
        this.mayLack = !cells.stream()
                .filter(cell -> !cell.nullable())
                .map(Cell::field)
                .toList()
                .containsAll(List.of(id, time));
    }

    /**
     * @param file named in messages
     * @param columns as the header has them
     * @throws CsvProblem where a field of the schema has no column, or is of a type no cell can have
     */
    public static CsvRecords of(CsvTarget target, CsvDialect dialect, Path file, List<String> columns) {
        List<String> names = FieldNames.of(columns);
        List<Cell> cells = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        for (Schema.Field field : target.event().getFields()) {
            int column = names.indexOf(field.name());
            if (column >= 0) {
                cells.add(cell(field, column, columns.get(column), dialect, file));
            } else if (!target.numbered().contains(field.name())) {
                lacking.add(field.name());
            }
        }
        requireNone(lacking, file, columns);
        Set<String> missing = new HashSet<>(dialect.missing());
        missing.add("");
        return new CsvRecords(target, missing, cells, labelCell(target, dialect, names));
    }

    private static void requireNone(List<String> lacking, Path file, List<String> columns) {
        if (!lacking.isEmpty()) {
            throw new CsvProblem(
                    file,
                    "there is no column for the schema's " + String.join(", ", lacking) + "; found the columns "
                            + String.join(", ", columns));
        }
    }

    private static Cell cell(Schema.Field field, int column, String name, CsvDialect dialect, Path file) {
        Schema type = withoutNull(field.schema());
        CellReader reader = CellReader.of(type, dialect, dialect.dates().getOrDefault(field.name(), List.of()))
                .orElseThrow(() -> new CsvProblem(
                        file,
                        "the schema's field " + field.name() + " is of type "
                                + type.getType().getName() + ", which no cell can hold"));
        return new Cell(field, column, name, field.schema().isNullable(), reader);
    }

    private static Optional<LabelCell> labelCell(CsvTarget target, CsvDialect dialect, List<String> names) {
        return target.label().filter(of -> names.contains(of.name())).map(of -> {
            Schema type = Schema.create(Schema.Type.valueOf(of.type().name()));
            CellReader reader = CellReader.of(type, dialect, List.of()).orElseThrow();
            return new LabelCell(names.indexOf(of.name()), of.name(), reader);
        });
    }

    private static Schema withoutNull(Schema schema) {
        return schema.getType() == Schema.Type.UNION && schema.getTypes().size() == 2 && schema.isNullable()
                ? schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElse(schema)
                : schema;
    }

    /** Whether the file has the label's column. */
    public boolean hasLabel() {
        return label.isPresent();
    }

    /** What a row means. */
    public CsvEvent read(CsvRow row) {
        return switch (row) {
            case CsvRow.Broken broken ->
                new CsvEvent.Broken(broken.place(), broken.text(), "broken-row", broken.reason());
            case CsvRow.Fields fields -> read(fields);
        };
    }

    private CsvEvent read(CsvRow.Fields row) {
        GenericRecord event = new GenericData.Record(target.event());
        if (mayLack) {
            fillIn(event, row.place());
        }
        for (Cell cell : cells) {
            String text = row.values().get(cell.column());
            if (missing.contains(text)) {
                if (!cell.nullable()) {
                    return broken(row, cell.name(), "nothing", cell.reader().right());
                }
            } else {
                Optional<Object> value = cell.reader().read(text);
                if (value.isEmpty()) {
                    return broken(row, cell.name(), quoted(text), cell.reader().right());
                }
                event.put(cell.field().pos(), value.get());
            }
        }
        return labelled(row, event);
    }

    private CsvEvent labelled(CsvRow.Fields row, GenericRecord event) {
        Optional<Label> known = Optional.empty();
        if (label.isPresent()) {
            LabelCell cell = label.get();
            String text = row.values().get(cell.column());
            if (!missing.contains(text)) {
                Optional<Object> value = cell.reader().read(text);
                if (value.isEmpty()) {
                    return broken(row, cell.name(), quoted(text), cell.reader().right());
                }
                known = Optional.of(
                        value.get() instanceof Double number
                                ? new Label.Quantity(number)
                                : new Label.Category(value.get().toString()));
            }
        }
        return new CsvEvent.Read(
                row.place(), row.text(), String.valueOf(event.get(id.pos())), millis(event), event, known);
    }

    /** Id and time from the row's number; the cells that are id and time overwrite them. */
    private void fillIn(GenericRecord event, RowPlace place) {
        event.put(
                id.pos(),
                switch (id.schema().getType()) {
                    case LONG -> (Object) place.row();
                    case INT -> Math.toIntExact(place.row());
                    default -> Long.toString(place.row());
                });
        long millis = RowOrder.millis(place.row());
        event.put(time.pos(), inMicros ? millis * 1_000 : millis);
    }

    private long millis(GenericRecord event) {
        long at = ((Number) event.get(time.pos())).longValue();
        return inMicros ? Math.floorDiv(at, 1_000L) : at;
    }

    private static String quoted(String text) {
        return text.length() <= LONGEST_QUOTED
                ? "\"" + text + "\""
                : "\"" + text.substring(0, LONGEST_QUOTED) + "…\" (" + text.length() + " characters)";
    }

    private static CsvEvent broken(CsvRow.Fields row, String column, String found, String right) {
        return new CsvEvent.Broken(
                row.place(),
                row.text(),
                "unreadable-value",
                row.place() + ": found " + found + " in column " + column + "; right is " + right);
    }
}
