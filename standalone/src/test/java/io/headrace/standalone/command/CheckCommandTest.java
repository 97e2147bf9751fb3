package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {

    private static final Path EXAMPLE = Path.of("../examples/payments");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void theSchemaLiesBesideTheDefinition() throws Exception {
        Files.copy(EXAMPLE.resolve("payment.avsc"), directory.resolve("payment.avsc"));
    }

    @Test
    void aValidDefinitionIsToldSoWithExitCodeZero() {
        assertThat(check(EXAMPLE.resolve("payments.yaml"))).isZero();
        assertThat(out.toString()).contains("payments.yaml is valid");
    }

    @Test
    void everyMistakeIsToldAtOnceWithItsPositionAndExitCodeTwo() throws Exception {
        String wrong = Files.readString(EXAMPLE.resolve("payments.yaml"))
                .replace("lateness: PT10M", "lateness: 10 minutes")
                .replace("require: amount > 0.0", "require: amuont > 0.0")
                .replace("metric: prAuc", "metric: praucc");
        Path file = Files.writeString(directory.resolve("payments.yaml"), wrong);

        assertThat(check(file)).isEqualTo(2);
        assertThat(err.toString())
                .containsPattern("payments.yaml:\\d+:\\d+ +problem.metric +.*praucc.*prAuc")
                .containsPattern("payments.yaml:\\d+:\\d+ +events.lateness +.*10 minutes.*PT10M")
                .containsPattern("payments.yaml:\\d+:\\d+ +clean.rules.* +.*amuont.*amount")
                .contains("3 mistakes; nothing was started.");
    }

    @Test
    void aFileThatIsNotThereIsAMistakeToo() {
        assertThat(check(directory.resolve("nowhere.yaml"))).isEqualTo(2);
        assertThat(err.toString()).contains("nowhere.yaml");
    }

    private int check(Path file) {
        CommandLine commandLine = new CommandLine(new CheckCommand());
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute("-f", file.toString());
    }
}
