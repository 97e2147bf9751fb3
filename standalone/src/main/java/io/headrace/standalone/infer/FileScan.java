package io.headrace.standalone.infer;

import io.headrace.connectors.csv.reading.CsvFile;
import io.headrace.connectors.csv.reading.CsvRow;
import io.headrace.connectors.csv.reading.NumberText;
import io.headrace.connectors.csv.reading.TimeText;
import io.headrace.schemas.definition.CsvDialect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What holds over the whole file, read once from beginning to end.
 *
 * @param rows that are whole
 * @param broken reasons of the first broken rows
 * @param brokenCount how many there are
 * @param tallies one for each column
 * @param labels of a classification: every class in the file, but for that of a last row without line end
 */
record FileScan(long rows, List<String> broken, long brokenCount, List<Tally> tallies, Set<String> labels) {

    private static final int MOST_LABELS = 10_000;

    /** Over one column. */
    static final class Tally {
        long missing;
        long unreadable;
        Optional<String> firstUnreadable = Optional.empty();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        boolean whole = true;
        long steps;
        long backwards;
        double farthestBack;
        double newest = Double.NEGATIVE_INFINITY;

        private void add(double number) {
            whole &= number == Math.rint(number);
            least = Math.min(least, number);
            most = Math.max(most, number);
            if (number < newest) {
                backwards++;
                farthestBack = Math.max(farthestBack, newest - number);
            } else if (number > newest) {
                steps++;
            }
            newest = Math.max(newest, number);
        }

        private void unreadable(String what) {
            unreadable++;
            firstUnreadable = firstUnreadable.or(() -> Optional.of(what));
        }
    }

    static FileScan read(Path file, CsvDialect dialect, List<Column> columns, int label) {
        List<Tally> tallies = new ArrayList<>();
        List<Optional<TimeText>> times = new ArrayList<>();
        columns.forEach(column -> {
            tallies.add(new Tally());
            times.add(column.kind() == Kind.TIME ? Optional.of(new TimeText(column.formats())) : Optional.empty());
        });
        NumberText numbers = new NumberText(dialect);
        List<String> broken = new ArrayList<>();
        Set<String> labels = new TreeSet<>();
        long rows = 0;
        long brokenCount = 0;
        try (CsvFile source = CsvFile.open(file, dialect)) {
            for (Optional<CsvRow> row = following(source); row.isPresent(); row = following(source)) {
                switch (row.get()) {
                    case CsvRow.Broken wrong -> {
                        brokenCount++;
                        if (broken.size() < 3) {
                            broken.add(wrong.reason());
                        }
                    }
                    case CsvRow.Fields fields -> {
                        rows++;
                        for (int i = 0; i < columns.size(); i++) {
                            tally(tallies.get(i), columns.get(i), times.get(i), numbers, fields, i);
                        }
                        if (source.isWhole() && labels.size() < MOST_LABELS) {
                            labels.add(fields.values().get(label));
                        }
                    }
                }
            }
        }
        return new FileScan(rows, broken, brokenCount, tallies, labels);
    }

    /** None after a row without its line end: what came after it meanwhile may be its other half. */
    private static Optional<CsvRow> following(CsvFile source) {
        return source.isWhole() ? source.next() : Optional.empty();
    }

    private static void tally(
            Tally tally, Column column, Optional<TimeText> times, NumberText numbers, CsvRow.Fields row, int place) {
        String text = row.values().get(place);
        if (column.codes().contains(text)) {
            tally.missing++;
            return;
        }
        if (times.isPresent()) {
            OptionalLong micros = times.get().parse(text);
            if (micros.isPresent()) {
                tally.add((double) Math.floorDiv(micros.getAsLong(), 1_000L));
            } else {
                tally.unreadable("\"" + text + "\" at line " + row.place().line());
            }
        } else if (column.numbers().length > 0) {
            OptionalDouble number = numbers.parse(text);
            if (number.isPresent()) {
                tally.add(number.getAsDouble());
            } else {
                tally.unreadable("\"" + text + "\" at line " + row.place().line());
            }
        }
    }
}
