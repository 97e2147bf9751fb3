package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InferCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aFile() throws IOException {
        StringBuilder rows = new StringBuilder("size,town,late\n");
        for (int i = 0; i < 200; i++) {
            rows.append(i * 37 % 101)
                    .append(",t")
                    .append(i % 5)
                    .append(',')
                    .append(i * i % 7 < 3 ? "yes" : "no")
                    .append('\n');
        }
        Files.writeString(folder.resolve("rides.csv"), rows);
    }

    @Test
    void writesDefinitionSchemaAndReportAndSaysHowToGoOn() {
        assertThat(infer("--label", "late")).isZero();

        assertThat(folder.resolve("new/rides.yaml")).exists();
        assertThat(folder.resolve("new/rides.avsc")).exists();
        assertThat(folder.resolve("new/rides.html")).exists();
        assertThat(out.toString())
                .contains("200 rows, 3 columns; to predict: two classes of late")
                .contains("./headrace replay -f");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void doesNotWriteOverADefinitionUnlessToldTo() {
        assertThat(infer("--label", "late")).isZero();
        assertThat(infer("--label", "late")).isEqualTo(2);
        assertThat(err.toString()).contains("rides.yaml is there already");
        assertThat(infer("--label", "late", "--force")).isZero();
    }

    @Test
    void whatIsWrongIsToldInOneLineAndNothingIsWritten() {
        assertThat(infer("--label", "nobody")).isEqualTo(2);
        assertThat(err.toString()).startsWith("✘ --label nobody").hasLineCount(1);
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsToldInOneLine() throws IOException {
        Files.writeString(folder.resolve("new"), "a file where a folder is needed");

        assertThat(infer("--label", "late")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("✘ -o " + folder.resolve("new/rides.yaml") + ": cannot be written")
                .hasLineCount(1);
    }

    private int infer(String... more) {
        CommandLine commandLine = new CommandLine(new InferCommand());
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        String[] arguments = new String[more.length + 4];
        arguments[0] = "--source";
        arguments[1] = folder.resolve("rides.csv").toString();
        arguments[2] = "-o";
        arguments[3] = folder.resolve("new/rides.yaml").toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return commandLine.execute(arguments);
    }
}
