package io.headrace.connectors.csv.reading;

import io.headrace.schemas.definition.CsvDialect;
import io.headrace.schemas.definition.PipelineDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * The events of one file or several, one after another, to the end of the last. Rows are numbered through all files. Not
 * thread-safe.
 */
public final class CsvFeed implements AutoCloseable {

    private final List<Path> files;
    private final CsvDialect dialect;
    private final CsvTarget target;

    private int index;
    private CsvFile current;
    private CsvRecords records;

    private CsvFeed(List<Path> files, CsvDialect dialect, CsvTarget target, CsvFile first) {
        this.files = List.copyOf(files);
        this.dialect = dialect;
        this.target = target;
        this.current = first;
        this.records = CsvRecords.of(target, dialect, first.path(), first.columns());
    }

    /**
     * Opens files written as the definition's {@code source} says; where it says nothing, as the first file looks.
     *
     * @param files one or more
     * @throws CsvProblem where one cannot be read as the definition's events, or their headers differ
     */
    public static CsvFeed open(List<Path> files, PipelineDefinition definition) {
        CsvTarget target = CsvTarget.of(definition);
        return open(
                files,
                definition
                        .source()
                        .orElseGet(() -> withDates(files.getFirst(), DialectSniffer.sniff(files.getFirst()), target)),
                target);
    }

    /**
     * Opens files of something that goes with a definition's events. They are written as its {@code source} says of events; where it says
     * nothing, or not how a field's times are written, as the first file looks.
     *
     * @param files one or more
     * @throws CsvProblem where one cannot be read as the target, or their headers differ
     */
    public static CsvFeed beside(PipelineDefinition definition, List<Path> files, CsvTarget target) {
        Path first = files.getFirst();
        CsvDialect marks = definition.source().orElseGet(() -> DialectSniffer.sniff(first));
        return open(files, withDates(first, marks, target), target);
    }

    private static CsvFeed open(List<Path> files, CsvDialect dialect, CsvTarget target) {
        checkHeaders(files, dialect);
        CsvFile first = CsvFile.open(files.getFirst(), dialect);
        try {
            return new CsvFeed(files, dialect, target, first);
        } catch (CsvProblem e) {
            first.close();
            throw e;
        }
    }

    /** The dialect with the formats in which the first rows' times seem to be written, where it says nothing of a field. */
    public static CsvDialect withDates(Path file, CsvDialect dialect, CsvTarget target) {
        Map<String, List<String>> dates = new TreeMap<>(datesOf(file, dialect, target));
        dates.putAll(dialect.dates());
        return dialect.withDates(dates);
    }

    /** By field, the formats in which the first rows' times seem to be written. */
    private static Map<String, List<String>> datesOf(Path file, CsvDialect dialect, CsvTarget target) {
        Map<String, List<String>> dates = new TreeMap<>();
        try (CsvFile sample = CsvFile.open(file, dialect)) {
            List<String> names = FieldNames.of(sample.columns());
            List<List<String>> rows = Stream.generate(sample::next)
                    .limit(2_000)
                    .takeWhile(Optional::isPresent)
                    .flatMap(Optional::stream)
                    .flatMap(row ->
                            row instanceof CsvRow.Fields(var _, var _, var values) ? Stream.of(values) : Stream.empty())
                    .toList();
            for (Schema.Field field : target.event().getFields()) {
                int column = names.indexOf(field.name());
                if (column >= 0 && isTime(field.schema())) {
                    List<String> texts = rows.stream()
                            .map(row -> row.get(column))
                            .filter(text ->
                                    !text.isEmpty() && !dialect.missing().contains(text))
                            .toList();
                    List<String> formats = DateSniffer.sniff("time", texts);
                    if (!formats.isEmpty()) {
                        dates.put(field.name(), formats);
                    }
                }
            }
        }
        return dates;
    }

    private static boolean isTime(Schema schema) {
        return schema.getType() == Schema.Type.UNION
                ? schema.getTypes().stream().anyMatch(CsvFeed::isTime)
                : schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
                        || schema.getLogicalType() instanceof LogicalTypes.TimestampMicros;
    }

    private static void checkHeaders(List<Path> files, CsvDialect dialect) {
        try (CsvFile first = CsvFile.open(files.getFirst(), dialect)) {
            for (Path file : files.subList(1, files.size())) {
                try (CsvFile other = CsvFile.open(file, dialect)) {
                    requireSame(first, other);
                }
            }
        }
    }

    /** @throws CsvProblem that names what differs, where the second has other columns than the first */
    public static void requireSame(CsvFile first, CsvFile second) {
        if (first.columns().equals(second.columns())) {
            return;
        }
        List<String> differences = new ArrayList<>();
        List<String> less = new ArrayList<>(first.columns());
        second.columns().forEach(less::remove);
        List<String> more = new ArrayList<>(second.columns());
        first.columns().forEach(more::remove);
        less.forEach(name -> differences.add("lacks " + name));
        more.forEach(name -> differences.add("has " + name + " besides"));
        if (differences.isEmpty()) {
            differences.add("has the columns in another order");
        }
        throw new CsvProblem(
                second.path(),
                "its header is not that of " + first.path() + ": it " + String.join(", ", differences)
                        + "; found " + String.join(",", second.columns()) + ", right is "
                        + String.join(",", first.columns()));
    }

    /**
     * Where a feed is.
     *
     * @param file which one, from 0
     * @param position in it, before the next row
     * @param rows how many were read, in this file and those before it
     */
    public record Place(int file, CsvPosition position, long rows) {}

    /** Before the next row. */
    public Place place() {
        return new Place(index, current.position(), current.rowsRead());
    }

    /**
     * Goes to where a feed of the same files was.
     *
     * @throws CsvProblem where the file is not the one that was read up to there
     */
    public void goOn(Place place) {
        current.close();
        index = place.file();
        current = CsvFile.open(files.get(index), dialect, place.position(), place.rows());
        records = CsvRecords.of(target, dialect, current.path(), current.columns());
    }

    /** Whether the files have the label's column. */
    public boolean hasLabel() {
        return records.hasLabel();
    }

    public CsvDialect dialect() {
        return dialect;
    }

    /** The next row's event, or that it is broken; empty at the end of the last file. */
    public Optional<CsvEvent> next() {
        while (true) {
            Optional<CsvRow> row = current.next();
            if (row.isPresent()) {
                return row.map(records::read);
            }
            if (index + 1 == files.size()) {
                return Optional.empty();
            }
            long read = current.rowsRead();
            current.close();
            current = CsvFile.open(files.get(++index), dialect, CsvPosition.START, read);
            records = CsvRecords.of(target, dialect, current.path(), current.columns());
        }
    }

    @Override
    public void close() {
        current.close();
    }
}
