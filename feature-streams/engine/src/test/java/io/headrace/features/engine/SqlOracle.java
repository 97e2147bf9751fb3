package io.headrace.features.engine;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.features.engine.SpecifiedFeatures.Known;
import io.headrace.features.engine.Streams.Arrival;
import io.headrace.schemas.definition.Feature;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Histories as tables of a database in memory. {@code asked} has a line for each event as often as it came, numbered through all
 * histories; {@code events} each event once, as it first came; {@code labels} those that were given, and for each event what silence says
 * of it until a label is; {@code outcomes} each event that came or of which a label did, and that label. Times are epoch milliseconds, {@code arrival} counts within a history.
 */
final class SqlOracle implements AutoCloseable {

    private static final int NEVER = Integer.MAX_VALUE;

    private static final String TABLES = """
            CREATE TABLE asked (number INTEGER, history INTEGER, id VARCHAR, arrival INTEGER, time BIGINT,
              customer VARCHAR, terminal VARCHAR, amount BIGINT, channel VARCHAR, hash INTEGER, one BIGINT DEFAULT 1024);
            CREATE TABLE given (history INTEGER, id VARCHAR, arrival INTEGER, time BIGINT,
              customer VARCHAR, terminal VARCHAR, known BIGINT, fraud BOOLEAN, hash INTEGER);
            """;

    private final Connection connection;
    private final int rows;

    private SqlOracle(Connection connection, int rows) {
        this.connection = connection;
        this.rows = rows;
    }

    static SqlOracle of(List<List<Arrival>> histories) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        execute(connection, TABLES);
        int rows = 0;
        try (DuckDBAppender asked = appender(connection, "asked");
                DuckDBAppender given = appender(connection, "given")) {
            for (int history = 0; history < histories.size(); history++) {
                Set<String> labelled = new HashSet<>();
                int arrival = 0;
                for (Arrival came : histories.get(history)) {
                    arrival++;
                    switch (came) {
                        case Arrival.Event(Payment payment, boolean _) -> {
                            asked.beginRow();
                            asked.append(rows++).append(history).append(payment.id());
                            asked.append(arrival).append(payment.at());
                            text(asked, payment.customer(), payment.terminal());
                            amount(asked, payment.amount());
                            text(asked, payment.channel());
                            asked.append(EventId.of(payment.id())).appendDefault();
                            asked.endRow();
                        }
                        case Arrival.Learned(Known label) -> {
                            if (labelled.add(label.payment().id())) {
                                Payment payment = label.payment();
                                given.beginRow();
                                given.append(history).append(payment.id());
                                given.append(arrival).append(payment.at());
                                text(given, payment.customer(), payment.terminal());
                                given.append(label.at()).append(label.fraud());
                                given.append(EventId.of(payment.id()));
                                given.endRow();
                            }
                        }
                    }
                }
            }
        }
        execute(connection, """
                CREATE TABLE events AS SELECT * EXCLUDE (number) FROM asked
                  QUALIFY row_number() OVER (PARTITION BY history, id ORDER BY arrival) = 1;
                CREATE TABLE labels AS
                  SELECT history, arrival, %1$d AS until, customer, terminal, known, fraud, hash FROM given
                  UNION ALL
                  SELECT e.history, e.arrival, coalesce(g.arrival, %1$d), e.customer, e.terminal, e.time + %2$d, false, e.hash
                  FROM events e LEFT JOIN given g ON g.history = e.history AND g.id = e.id;
                CREATE TABLE outcomes AS
                  SELECT history, id, min(arrival) AS arrival, any_value(time) AS time, any_value(customer) AS customer,
                    any_value(terminal) AS terminal, any_value(hash) AS hash, min(told) AS told, any_value(known) AS known,
                    any_value(fraud) AS fraud
                  FROM (
                    SELECT history, id, arrival, time, customer, terminal, hash, %1$d AS told, NULL AS known, NULL AS fraud FROM events
                    UNION ALL
                    SELECT history, id, arrival, time, customer, terminal, hash, arrival, known, fraud FROM given)
                  GROUP BY history, id;
                """.formatted(NEVER, Payments.WITHIN.toMillis()));
        return new SqlOracle(connection, rows);
    }

    /** By feature, its value of each event in the order in which events came, history after history; NaN for a missing one. */
    Map<String, double[]> values(List<Feature> features) throws SQLException {
        Map<String, double[]> values = new HashMap<>();
        for (String query : SqlFeatures.queries(features)) {
            try (Statement statement = connection.createStatement();
                    ResultSet answers = statement.executeQuery(query + " ORDER BY a.number")) {
                double[][] columns = new double[answers.getMetaData().getColumnCount() - 1][rows];
                for (int row = 0; row < rows; row++) {
                    if (!answers.next() || answers.getInt(1) != row) {
                        throw new IllegalStateException("there is not one answer to row " + row + ": " + query);
                    }
                    for (int column = 0; column < columns.length; column++) {
                        double value = answers.getDouble(column + 2);
                        columns[column][row] = answers.wasNull() ? Double.NaN : value;
                    }
                }
                for (int column = 0; column < columns.length; column++) {
                    values.put(answers.getMetaData().getColumnName(column + 2), columns[column]);
                }
            }
        }
        return values;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static DuckDBAppender appender(Connection connection, String table) throws SQLException {
        return connection.unwrap(DuckDBConnection.class).createAppender("main", table);
    }

    private static void text(DuckDBAppender row, @Nullable String... values) throws SQLException {
        for (String value : values) {
            if (value == null) {
                row.appendNull();
            } else {
                row.append(value);
            }
        }
    }

    private static void amount(DuckDBAppender row, @Nullable Double amount) throws SQLException {
        if (amount == null) {
            row.appendNull();
        } else {
            row.append((long) (amount * Histories.UNITS));
        }
    }
}
