package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Files that {@code replay} and {@code up} are given with a definition that {@code infer} wrote of others. */
class SourceRefusalsTest {

    private static final String HEADER = "size,town,late\n";

    @TempDir
    Path folder;

    private Path good = Path.of("");

    @BeforeEach
    void aDefinitionOfAGoodFile() throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i < 200; i++) {
            rows.append("%d.5,t%d,%s%n".formatted(i * 37 % 101, i % 5, i * i % 7 < 3 ? "yes" : "no"));
        }
        good = Files.writeString(folder.resolve("good.csv"), rows);
        CommandLine infer = new CommandLine(new InferCommand());
        infer.setOut(new PrintWriter(new StringWriter()));
        assertThat(infer.execute("--source", good.toString(), "--label", "late", "-o", definition()))
                .isZero();
    }

    private String definition() {
        return folder.resolve("rides.yaml").toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "up"})
    void anEmptyFile(String command) throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.csv"));

        assertThat(refusal(command, empty)).isEqualTo(empty + ": is empty; a header and rows would be right");
        assertThat(refusal(command, good, empty)).isEqualTo(empty + ": is empty; a header and rows would be right");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "up"})
    void oneColumn(String command) throws IOException {
        Path one = Files.writeString(folder.resolve("one.csv"), "late\nyes\nno\n");

        assertThat(refusal(command, one))
                .isEqualTo(one + ": there is no column for the schema's size, town; found the columns late");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "up"})
    void aBinaryFile(String command) throws IOException {
        Path parquet = Files.write(folder.resolve("p.csv"), new byte[] {'P', 'A', 'R', '1', 0, 1, 2, 3});
        byte[] noise = new byte[2_000];
        new Random(7).nextBytes(noise);
        Path binary = Files.write(folder.resolve("b.csv"), noise);

        assertThat(refusal(command, parquet)).isEqualTo(parquet + ": is a Parquet file, no text; save it as CSV first");
        assertThat(refusal(command, good, binary))
                .startsWith(binary + ": is a binary file (")
                .endsWith("no text; a CSV would be right");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "up"})
    void aSecondFileInAnotherCharset(String command) throws IOException {
        Path wide = Files.write(folder.resolve("w.csv"), (HEADER + "1,t1,yes\n").getBytes(StandardCharsets.UTF_16));

        assertThat(refusal(command, good, wide)).contains("w.csv: is text in UTF-16; right is UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "up"})
    void aChangedHeaderInTheSecondFile(String command) throws IOException {
        Path second = Files.writeString(folder.resolve("second.csv"), "size,city,late\n1,t1,yes\n");

        assertThat(refusal(command, good, second))
                .isEqualTo(second + ": its header is not that of " + good
                        + ": it lacks town, has city besides; found size,city,late, right is size,town,late");
    }

    @Test
    void aGzipFileThatEndsInTheMiddle() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            Random random = new Random(7);
            out.write(HEADER.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 100_000; i++) {
                out.write((random.nextDouble() + ",t1,yes\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Path half = folder.resolve("half.csv.gz");
        Files.write(half, Arrays.copyOf(packed.toByteArray(), packed.size() / 2));

        assertThat(refusal("replay", good, half))
                .isEqualTo(half + ": the gzip file ends in the middle; it was perhaps not written to its end");
    }

    /** What is said of the files, in one line, and nothing was begun. */
    private String refusal(String command, Path... sources) {
        Path data = folder.resolve("data");
        List<String> arguments = new ArrayList<>(List.of(command, "-f", definition(), "--data", data.toString()));
        if (command.equals("replay")) {
            arguments.addAll(List.of("--report", data.toString()));
        }
        for (Path source : sources) {
            arguments.addAll(List.of("--source", source.toString()));
        }
        StringWriter said = new StringWriter();
        CommandLine commandLine = HeadraceCommand.commandLine();
        commandLine.setErr(new PrintWriter(said, true));

        int code = commandLine.execute(arguments.toArray(String[]::new));

        assertThat(code).as(said.toString()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(data).doesNotExist();
        assertThat(said.toString().strip())
                .hasLineCount(1)
                .startsWith("✘ --source ")
                .endsWith("; nothing was started");
        return said.toString().strip().replace("✘ --source ", "").replace("; nothing was started", "");
    }
}
