package io.headrace.benchmarks.backfill;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The 30 features of the wide pipeline by a database: window functions over a CSV file, into a Parquet file. A process of its own.
 */
final class DuckDb {

    private static final Map<String, Duration> WINDOWS = Map.of(
            "PT1H", Duration.ofHours(1),
            "P1D", Duration.ofDays(1),
            "P7D", Duration.ofDays(7),
            "P30D", Duration.ofDays(30));

    private DuckDb() {}

    /** @param arguments the CSV file and the Parquet file */
    public static void main(String... arguments) throws SQLException {
        run(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    static void run(Path csv, Path parquet) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet, COMPRESSION zstd)".formatted(query(csv), parquet));
        }
    }

    /** A row for each event: its id, and the features under their names. */
    static String query(Path csv) {
        List<String> columns = new ArrayList<>(List.of("id"));
        List<String> windows = new ArrayList<>();
        for (String key : List.of("card", "shop", "city")) {
            WINDOWS.forEach((name, length) -> windows.add(
                    "%1$s_%2$s AS (PARTITION BY %1$s ORDER BY ms RANGE BETWEEN %3$d PRECEDING AND CURRENT ROW)"
                            .formatted(key, name, length.toMillis() - 1)));
            for (String window : WINDOWS.keySet()) {
                columns.add(column("count(*)", key, window, "events_" + window));
            }
            columns.add(column("sum(amount)", key, "P1D", "total_P1D"));
            columns.add(column("sum(amount)", key, "P30D", "total_P30D"));
            columns.add(column("avg(amount)", key, "PT1H", "mean_PT1H"));
            columns.add(column("avg(amount)", key, "P7D", "mean_P7D"));
            columns.add(column("stddev_pop(amount)", key, "P30D", "spread"));
            columns.add(column("max(amount)", key, "P1D", "most"));
        }
        return "SELECT %s FROM (SELECT *, epoch_ms(\"at\") AS ms FROM read_csv('%s')) WINDOW %s"
                .formatted(String.join(", ", columns), csv, String.join(", ", windows));
    }

    private static String column(String value, String key, String window, String feature) {
        return "%1$s OVER %2$s_%3$s AS %2$s_%4$s".formatted(value, key, window, feature);
    }
}
