package io.headrace.benchmarks.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.benchmarks.backfill.BackfillBench.Contender;
import io.headrace.benchmarks.workload.Workload;
import io.headrace.features.engine.FeatureHistory;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.FeatureRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At a tiny size. */
class BackfillBenchTest {

    private static final int EVENTS = 3_000;

    @Test
    void theDatabaseComputesTheFeaturesOfThePipeline(@TempDir Path work) throws SQLException {
        History history = new History();
        Path csv = history.write(work.resolve("events.csv"), EVENTS);
        Path result = work.resolve("rows.parquet");
        DuckDb.run(csv, result);

        FeatureProgram program = FeatureProgram.compile(
                DefinitionReader.readValid(Workload.wide("checkout").write(work)));
        FeatureHistory engine = new FeatureHistory(program);
        List<String> names = program.signature().numeric();
        assertThat(names).hasSize(30);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT * FROM '%s' ORDER BY CAST(id[2:] AS INTEGER)".formatted(result))) {
            for (int number = 0; number < EVENTS; number++) {
                FeatureRow expected = engine.observe(history.event(number), Long.MIN_VALUE);
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("id")).isEqualTo(expected.eventId());
                for (int i = 0; i < names.size(); i++) {
                    assertThat(rows.getDouble(names.get(i)))
                            .as(names.get(i))
                            .isCloseTo(expected.values().numeric()[i], within(1e-6));
                }
            }
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void eachIsMeasuredInTurnAndALineOfTheTable(@TempDir Path work) {
        Path csv = new History().write(work.resolve("events.csv"), 10);
        List<String> said = new ArrayList<>();
        BackfillResults results = BackfillBench.run(
                new BackfillOptions(10, 2),
                csv,
                List.of(writing("one", "1"), writing("other", "22")),
                "abcdef1",
                said::add);

        assertThat(said)
                .containsExactly(
                        "one, repetition 1", "other, repetition 1", "one, repetition 2", "other, repetition 2");
        assertThat(results.runs()).extracting(BackfillRun::name).containsExactly("one", "other");
        assertThat(results.runs()).extracting(BackfillRun::bytes).containsExactly(1L, 2L);
        assertThat(results.runs())
                .allSatisfy(run -> assertThat(run.seconds())
                        .hasSize(2)
                        .allSatisfy(seconds -> assertThat(seconds).isPositive()));
        assertThat(BackfillReport.lines(results)).hasSize(5);
    }

    private static Contender writing(String name, String content) {
        return new Contender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void compute(Path into) {
                try {
                    Files.writeString(into, content);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
