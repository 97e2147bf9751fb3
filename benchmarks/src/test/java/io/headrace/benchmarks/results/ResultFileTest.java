package io.headrace.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.benchmarks.figures.Rate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 3);

    @TempDir
    private Path directory;

    @Test
    void whatIsWrittenCanBeReadFieldByField() throws IOException {
        Path file = ResultFile.write(directory.resolve("results"), "streams", DATE, new Rate(10, 2, 5, 1.5, 0.5));

        assertThat(file.getFileName()).hasToString("streams-2026-03-03.json");
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.get("perSecond").doubleValue()).isEqualTo(5);
        assertThat(json.get("cpuMicrosPerRecord").doubleValue()).isEqualTo(1.5);
        assertThat(json.size()).isEqualTo(5);
    }

    @Test
    void noMeasurementTakesTheFileOfAnother() {
        ResultFile.write(directory, "streams", DATE, new Rate(1, 1, 1, 1, 1));

        assertThat(ResultFile.write(directory, "streams", DATE, new Rate(2, 2, 2, 2, 2)))
                .isEqualTo(directory.resolve("streams-2026-03-03-2.json"));
    }

    @Test
    void theMachineIsDescribedButNotNamed() throws IOException {
        Path file = ResultFile.write(directory, "machine", DATE, Machine.here());

        String json = Files.readString(file);
        assertThat(json)
                .contains("\"cores\"", "\"jdk\"", "\"kafka\"", "\"loadAverage\"")
                .doesNotContain(InetAddress.getLocalHost().getHostName(), System.getProperty("user.home"));
        assertThat(Machine.here().kafka()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void aDirectoryOutsideGitHasNoCommit() {
        assertThat(Commit.of(directory)).isEqualTo("unknown");
    }
}
