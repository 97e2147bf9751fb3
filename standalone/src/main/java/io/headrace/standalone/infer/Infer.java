package io.headrace.standalone.infer;

import io.headrace.connectors.csv.reading.DialectSniffer;
import io.headrace.connectors.csv.reading.FieldNames;
import io.headrace.schemas.definition.CsvDialect;
import io.headrace.standalone.page.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds out about a file. */
public final class Infer {

    private static final int FEWEST_ROWS = 20;
    private static final int MANY_STEPS = 50;

    private final InferRequest request;
    private final CsvDialect dialect;
    private final SampleTable sample;
    private final List<String> fields;

    private Infer(InferRequest request, CsvDialect dialect, SampleTable sample) {
        this.request = request;
        this.dialect = dialect;
        this.sample = sample;
        this.fields = FieldNames.of(sample.columns());
    }

    /**
     * Reads the file twice: its beginning for what the columns hold, the whole for what must hold everywhere.
     *
     * @throws InferProblem where no problem can be made of it
     * @throws io.headrace.connectors.csv.reading.CsvProblem where it cannot be read
     */
    public static Finding run(InferRequest request) {
        CsvDialect dialect = DialectSniffer.sniff(request.source());
        return new Infer(request, dialect, SampleTable.read(request.source(), dialect)).find();
    }

    private Finding find() {
        if (sample.columns().size() < 2) {
            throw new InferProblem(request.source() + ": has one column only, "
                    + sample.columns().getFirst()
                    + "; a column to predict and at least one to predict it from are needed (delimiters looked for:"
                    + " , ; tab | ^ ~ blank :)");
        }
        int labelAt = place(request.label(), "--label");
        if (sample.rows() < FEWEST_ROWS) {
            throw tooFew();
        }
        List<Column> all = columns();
        FileScan scan = FileScan.read(request.source(), dialect, all, labelAt);
        LabelFinding label = LabelFinding.of(all.get(labelAt), scan.labels());
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            FileScan.Tally tally = scan.tallies().get(i);
            boolean oftenUnreadable = all.get(i).kind() == Kind.NUMBER && tally.unreadable > scan.rows() / 50;
            columns.add(oftenUnreadable ? all.get(i).as(Kind.TEXT) : all.get(i));
        }
        TimeFinding time =
                TimeFinding.of(request.time().map(name -> columns.get(place(name, "--time"))), columns, scan);
        Optional<Column> id = request.id().map(name -> columns.get(place(name, "--id")));
        List<Column> keys = keys(columns, time, labelAt);
        columns.remove(labelAt);
        List<Relation> relations =
                columns.stream().map(column -> Relation.of(column, label)).toList();
        return new Finding(
                request,
                dialect(columns, all.get(labelAt)),
                sample,
                scan,
                label,
                time,
                List.copyOf(columns),
                relations,
                leftOut(columns, relations, scan, time, id, label),
                keys,
                id);
    }

    private InferProblem tooFew() {
        return new InferProblem(request.source() + ": has " + sample.rows() + (sample.rows() == 1 ? " row" : " rows")
                + " besides its header that can be read; at least " + FEWEST_ROWS
                + " are needed to tell what the columns hold, and some hundreds to learn from");
    }

    private int place(String column, String option) {
        int place = sample.columns().indexOf(column);
        if (place != sample.columns().lastIndexOf(column)) {
            throw new InferProblem(
                    option + " " + column + ": " + request.source() + " has several such columns; right is "
                            + IntStream.range(place, fields.size())
                                    .filter(i -> sample.columns().get(i).equals(column))
                                    .mapToObj(fields::get)
                                    .collect(Collectors.joining(" or ")));
        }
        int byField = place >= 0 ? place : fields.indexOf(column);
        if (byField < 0) {
            throw new InferProblem(option + " " + column + ": " + request.source() + " has no such column; found "
                    + String.join(
                            ", ",
                            sample.columns()
                                    .subList(0, Math.min(30, sample.columns().size())))
                    + (sample.columns().size() > 30
                            ? " and " + (sample.columns().size() - 30) + " more"
                            : "")
                    + (dialect.header() ? "" : " (the first row looks like values, so columns are counted)"));
        }
        return byField;
    }

    private List<Column> columns() {
        ColumnReader reader = new ColumnReader(dialect);
        return IntStream.range(0, sample.columns().size())
                .mapToObj(i -> reader.read(
                        i,
                        sample.columns().get(i),
                        fields.get(i),
                        sample.cells().get(i),
                        request.time().filter(sample.columns().get(i)::equals).isPresent()))
                .toList();
    }

    /** The codes of all columns, and the formats of those that are times. */
    private CsvDialect dialect(List<Column> columns, Column label) {
        Set<String> codes = new TreeSet<>(label.codes());
        Map<String, List<String>> dates = new TreeMap<>();
        columns.forEach(column -> {
            codes.addAll(column.codes());
            if (column.kind() == Kind.TIME) {
                dates.put(column.field(), column.formats());
            }
        });
        codes.remove("");
        return dialect.withMissing(List.copyOf(codes)).withDates(dates);
    }

    /** Those asked for; else the one of which every moment has each value once, as with stations that report daily. */
    private List<Column> keys(List<Column> columns, TimeFinding time, int labelAt) {
        if (!request.keys().isEmpty()) {
            return request.keys().stream()
                    .map(name -> columns.get(place(name, "--key")))
                    .toList();
        }
        if (time.column().isEmpty() || time.column().get().distinct() > sample.rows() / 2) {
            return List.of();
        }
        double[] moments = time.column().get().numbers();
        return columns.stream()
                .filter(column -> column.place() != labelAt)
                .filter(column -> column.kind() == Kind.CATEGORY && column.missing() == 0)
                .filter(column -> isEntity(column, moments))
                .limit(1)
                .toList();
    }

    private static boolean isEntity(Column column, double[] moments) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < moments.length; i++) {
            seen.add(moments[i] + " " + column.cells().get(i));
        }
        return seen.size() >= moments.length * 0.999;
    }

    private Map<String, String> leftOut(
            List<Column> columns,
            List<Relation> relations,
            FileScan scan,
            TimeFinding time,
            Optional<Column> id,
            LabelFinding label) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Optional<String> reason = id.filter(column::equals).isPresent()
                    ? Optional.of("is the id")
                    : why(column, relations.get(i), label)
                            .or(() -> twin(column, columns, reasons))
                            .or(() -> clock(column, scan));
            if (time.column().filter(column::equals).isEmpty()) {
                reason.ifPresent(text -> reasons.put(column.field(), text));
            }
        }
        return reasons;
    }

    private static Optional<String> why(Column column, Relation relation, LabelFinding label) {
        if (relation.copy()) {
            return Optional.of(
                    "is a copy of the label " + label.column().name() + ": each of its values goes with one label");
        }
        return switch (column.kind()) {
            case NUMBER, CATEGORY -> Optional.empty();
            case TIME -> Optional.empty();
            case IDENTIFIER ->
                Optional.of("is an identifier: " + Words.count(column.distinct()) + " values in "
                        + Words.count(column.cells().size()) + " rows (to look back by it: --key)");
            case TEXT ->
                Optional.of("has " + Words.count(column.distinct())
                        + " different texts, too many for categories (to look back by it: --key)");
            case CONSTANT -> Optional.of("is always \"" + column.cells().getFirst() + "\"");
            case EMPTY -> Optional.of("is empty");
        };
    }

    /** A number that never falls from the first row to the last tells when, not what. */
    private static Optional<String> clock(Column column, FileScan scan) {
        FileScan.Tally tally = scan.tallies().get(column.place());
        boolean rises = column.kind() == Kind.NUMBER && tally.backwards == 0 && tally.steps > MANY_STEPS;
        return rises
                ? Optional.of("only ever rises from row to row, as time does: what is learned of its values does not"
                        + " hold for later ones")
                : Optional.empty();
    }

    /** An earlier column with the same cells. */
    private static Optional<String> twin(Column column, List<Column> columns, Map<String, String> reasons) {
        return columns.stream()
                .takeWhile(other -> other.place() < column.place())
                .filter(other -> other.distinct() == column.distinct() && !reasons.containsKey(other.field()))
                .filter(other -> other.cells().equals(column.cells()))
                .findFirst()
                .map(other -> "is the same as " + other.name() + " in every row that was read");
    }
}
