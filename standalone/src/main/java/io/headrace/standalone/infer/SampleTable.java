package io.headrace.standalone.infer;

import io.headrace.connectors.csv.reading.CsvFile;
import io.headrace.connectors.csv.reading.CsvRow;
import io.headrace.schemas.definition.CsvDialect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The first rows of a file, by column.
 *
 * @param columns names as in the header
 * @param cells by column, then by row; broken rows are left out, and a last one without line end, which may be half written
 * @param whole whether these are all rows of the file
 */
record SampleTable(List<String> columns, List<List<String>> cells, int rows, boolean whole) {

    /** So much of it is in memory at once. */
    private static final int MOST_CELLS = 6_000_000;

    private static final int MOST_ROWS = 50_000;
    private static final int FEWEST_ROWS = 2_000;

    static SampleTable read(Path file, CsvDialect dialect) {
        try (CsvFile source = CsvFile.open(file, dialect)) {
            int width = source.columns().size();
            int most = Math.clamp(MOST_CELLS / Math.max(1, width), FEWEST_ROWS, MOST_ROWS);
            List<String[]> rows = new ArrayList<>();
            Optional<CsvRow> next = source.next();
            while (next.isPresent() && source.isWhole() && rows.size() < most) {
                if (next.get() instanceof CsvRow.Fields fields) {
                    rows.add(fields.values().toArray(String[]::new));
                }
                next = source.next();
            }
            return new SampleTable(
                    source.columns(), byColumn(rows, width), rows.size(), next.isEmpty() || !source.isWhole());
        }
    }

    private static List<List<String>> byColumn(List<String[]> rows, int width) {
        List<List<String>> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            String[] cells = new String[rows.size()];
            for (int j = 0; j < cells.length; j++) {
                cells[j] = rows.get(j)[i];
            }
            columns.add(Arrays.asList(cells));
        }
        return columns;
    }
}
