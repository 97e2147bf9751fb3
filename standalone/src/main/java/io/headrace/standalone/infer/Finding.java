package io.headrace.standalone.infer;

import io.headrace.schemas.definition.CsvDialect;
import io.headrace.standalone.page.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was found out about a file.
 *
 * @param columns all but the label
 * @param relations of the columns to the label, in their order
 * @param leftOut columns that cannot be features, with the reason
 * @param keys columns that name entities
 * @param id the column of the id; empty: the row's number
 */
public record Finding(
        InferRequest request,
        CsvDialect dialect,
        SampleTable sample,
        FileScan scan,
        LabelFinding label,
        TimeFinding time,
        List<Column> columns,
        List<Relation> relations,
        Map<String, String> leftOut,
        List<Column> keys,
        Optional<Column> id) {

    /** The columns that are features by themselves. */
    List<Column> used() {
        return columns.stream()
                .filter(column -> !leftOut.containsKey(column.field()) && !isTime(column))
                .toList();
    }

    public boolean isTime(Column column) {
        return time.column().filter(column::equals).isPresent();
    }

    public Relation relation(Column column) {
        return relations.get(columns.indexOf(column));
    }

    /** Whether a column of numbers is a text in the event: keys and ids are no decimal numbers. */
    boolean isText(Column column) {
        boolean named = keys.contains(column) || id.filter(column::equals).isPresent();
        return named && !(column.whole() && tally(column).whole);
    }

    FileScan.Tally tally(Column column) {
        return scan.tallies().get(column.place());
    }

    /** The schema's name of the id field. */
    String idField() {
        return id.map(Column::field).orElseGet(() -> free("row"));
    }

    /** The schema's name of the time field. */
    String timeField() {
        return time.column().map(Column::field).orElseGet(() -> free("row_time"));
    }

    private String free(String name) {
        String free = name;
        for (int i = 2; isField(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    private boolean isField(String name) {
        return label.column().field().equals(name)
                || columns.stream().anyMatch(column -> column.field().equals(name));
    }

    /** One line that says what was found. */
    public String summary() {
        String problem = switch (label.kind()) {
            case BINARY -> "two classes of ";
            case MULTICLASS -> label.classes().size() + " classes of ";
            case REGRESSION -> "the quantity ";
        };
        return Words.count(scan.rows()) + " rows, " + sample.columns().size() + " columns; to predict: " + problem
                + label.column().name() + "; time: "
                + time.column().map(Column::name).orElse("the rows' order")
                + (scan.brokenCount() > 0 ? "; broken rows: " + Words.count(scan.brokenCount()) : "")
                + (leftOut.isEmpty() ? "" : "; left out: " + String.join(", ", leftOut.keySet()));
    }
}
