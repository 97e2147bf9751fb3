package io.headrace.standalone.infer;

import io.headrace.connectors.csv.reading.RowOrder;
import io.headrace.standalone.page.Words;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the events' time is.
 *
 * @param column that holds it; empty: the rows' order stands for it
 * @param why in a sentence
 * @param disorder how far back a row's time goes at most behind an earlier row's
 * @param step the usual time from one moment to the next
 * @param row the mean time from one row to the next, which is less where rows share a moment
 */
public record TimeFinding(
        Optional<Column> column, String why, Duration disorder, Duration step, Duration row, List<String> notes) {

    private static final Duration MOST_DISORDER = Duration.ofDays(7);
    private static final Duration SECOND = Duration.ofSeconds(1);

    /**
     * @param asked the column that was asked for
     */
    static TimeFinding of(Optional<Column> asked, List<Column> columns, FileScan scan) {
        if (asked.isPresent()) {
            return asked(asked.get(), scan.tallies().get(asked.get().place()));
        }
        List<Column> times =
                columns.stream().filter(column -> column.kind() == Kind.TIME).toList();
        for (Column column : times) {
            FileScan.Tally tally = scan.tallies().get(column.place());
            if (tally.missing == 0 && tally.unreadable == 0 && tally.backwards == 0 && tally.steps > 0) {
                return found(column, "rows are in the order of " + column.name(), Duration.ZERO, List.of());
            }
        }
        String why = times.isEmpty()
                ? "no column holds times"
                : "rows are not in the order of "
                        + String.join(" or ", times.stream().map(Column::name).toList());
        return rowOrder(why, List.of());
    }

    private static TimeFinding asked(Column column, FileScan.Tally tally) {
        if (column.kind() != Kind.TIME) {
            throw new InferProblem(
                    "--time " + column.name() + " holds " + column.kind().words() + ", such as \""
                            + column.cells().stream()
                                    .filter(cell -> !cell.isEmpty())
                                    .findFirst()
                                    .orElse("")
                            + "\"; a column of dates or times is needed");
        }
        Duration disorder = Duration.ofMillis((long) tally.farthestBack);
        if (disorder.compareTo(MOST_DISORDER) > 0) {
            return rowOrder(
                    "rows are not in the order of " + column.name() + " (one is "
                            + Words.duration(Duration.ofDays(disorder.toDays())) + " behind an earlier one)",
                    List.of("To use " + column.name() + " as the time, sort the file by it."));
        }
        return found(
                column,
                "as asked for",
                disorder,
                tally.unreadable + tally.missing == 0
                        ? List.of()
                        : List.of(Words.count(tally.unreadable + tally.missing)
                                + " rows have no time there and go to quarantine"
                                + tally.firstUnreadable
                                        .map(where -> ", the first " + where)
                                        .orElse("") + "."));
    }

    private static TimeFinding rowOrder(String why, List<String> notes) {
        return new TimeFinding(
                Optional.empty(),
                why + ", so their order is their time: one second a row from " + RowOrder.EPOCH,
                Duration.ZERO,
                SECOND,
                SECOND,
                notes);
    }

    private static TimeFinding found(Column column, String why, Duration disorder, List<String> notes) {
        double[] sorted = column.sorted();
        double[] gaps = new double[Math.max(1, sorted.length - 1)];
        int count = 0;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] > sorted[i - 1]) {
                gaps[count++] = sorted[i] - sorted[i - 1];
            }
        }
        double[] steps = Arrays.copyOf(gaps, Math.max(1, count));
        Arrays.sort(steps);
        double span = sorted.length == 0 ? 0 : sorted[sorted.length - 1] - sorted[0];
        return new TimeFinding(
                Optional.of(column),
                why,
                disorder,
                Duration.ofMillis(Math.max(1, (long) steps[steps.length / 2])),
                Duration.ofMillis(Math.max(1, (long) (span / Math.max(1, sorted.length - 1)))),
                notes);
    }
}
