package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What cannot be replayed is told before anything starts. */
class ReplayCommandTest {

    private static final String HEADER = "txId,at,customerId,terminalId,amount,currency,channel,fraud\n";
    private static final String ROW = "t1,2026-01-01T00:00:00Z,c1,k1,12.5,EUR,online,false\n";

    @TempDir
    Path folder;

    @Test
    void aFileThatIsNotThere() {
        assertThat(replay("--source", folder.resolve("no.csv").toString())).contains("no.csv: there is no such file");
    }

    @Test
    void anEmptyFile() throws IOException {
        assertThat(replay("--source", file("empty.csv", "")))
                .contains("empty.csv")
                .contains("is empty");
    }

    @Test
    void aFileWithoutRows() throws IOException {
        assertThat(replay("--source", file("header.csv", HEADER))).contains("header.csv has no rows to replay");
    }

    @Test
    void aBinaryFile() throws IOException {
        Path binary = Files.write(folder.resolve("binary.csv"), new byte[] {0, 1, 2, 0, (byte) 0xff, 0, 7, 10, 0, 3});

        assertThat(replay("--source", binary.toString()))
                .contains("binary.csv: is a binary file (8 control characters in its first 10 bytes), no text");
    }

    @Test
    void aChangedHeaderInTheSecondFile() throws IOException {
        String first = file("a.csv", HEADER + ROW);
        String second = file("b.csv", HEADER.replace("amount", "price") + ROW);

        assertThat(replay("--source", first, "--source", second))
                .contains("its header is not that of")
                .contains("lacks amount, has price besides");
    }

    @Test
    void aFileWithoutTheLabel() throws IOException {
        String file = file("a.csv", HEADER.replace(",fraud", "") + ROW.replace(",false", ""));

        assertThat(replay("--source", file)).contains("there is no column for the label fraud");
    }

    @Test
    void aLabelDelayOrStepThatCannotBe() throws IOException {
        String file = file("a.csv", HEADER + ROW);

        assertThat(replay("--source", file, "--label-delay", "-1")).contains("--label-delay -1: right is 0 or more");
        assertThat(replay("--source", file, "--step", "0")).contains("--step 0: right is 1 or more");
    }

    @Test
    void aReportThatCannotBeWritten() throws IOException {
        String file = file("a.csv", HEADER + ROW);

        assertThat(replay("--source", file, "--report", file))
                .contains("--report " + file + ": the directory cannot be made");
    }

    /** What it says; the exit code is that of wrong arguments, and nothing was begun. */
    private String replay(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "replay",
                "-f",
                "../examples/payments/payments.yaml",
                "--report",
                folder.resolve("report").toString(),
                "--data",
                folder.resolve("data").toString()));
        arguments.addAll(Arrays.asList(more));
        StringWriter said = new StringWriter();

        CommandLine commandLine = HeadraceCommand.commandLine();
        commandLine.setErr(new PrintWriter(said, true));
        int code = commandLine.execute(arguments.toArray(String[]::new));

        assertThat(code).as(said.toString()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(folder.resolve("data")).doesNotExist();
        assertThat(folder.resolve("report")).doesNotExist();
        return said.toString();
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
