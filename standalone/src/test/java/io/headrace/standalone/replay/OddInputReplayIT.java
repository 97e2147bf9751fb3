package io.headrace.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.standalone.infer.Finding;
import io.headrace.standalone.infer.Infer;
import io.headrace.standalone.infer.InferRequest;
import io.headrace.standalone.infer.WrittenFiles;
import io.headrace.standalone.replay.prequential.Figures;
import io.headrace.standalone.replay.report.ReplayReport;
import io.headrace.standalone.system.LocalSettings;
import io.headrace.standalone.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two files as people have them, with everything that can be odd about such files at once, through the whole real system. */
class OddInputReplayIT {

    private static final int ROWS_A_FILE = 1_200;
    private static final int ROWS = 2 * ROWS_A_FILE;
    private static final int LABELLED = ROWS / 2;
    private static final int SHORT_ROW = 700;
    private static final DateTimeFormatter BELGIAN = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    @TempDir
    static Path directory;

    private static final String HEADER = "class,in,null,Größe cm,名前,when,true\n";

    private static Finding finding;
    private static Replayed both;

    /** @param said what the terminal showed */
    private record Replayed(ReplayReport report, String said) {}

    @BeforeAll
    static void inferAndReplay() throws Exception {
        Path first = file("first.csv", 0);
        Path second = file("second.csv", ROWS_A_FILE);
        finding = Infer.run(new InferRequest(
                first, "true", Optional.empty(), Optional.empty(), List.of(), directory.resolve("odd.yaml")));
        WrittenFiles.beside(directory.resolve("odd.yaml")).write(finding);
        both = replay(ROWS, first, second);
    }

    private static Replayed replay(int rows, Path... files) throws InterruptedException {
        Path definition = directory.resolve("odd.yaml");
        LocalSettings settings =
                new LocalSettings(directory.resolve("data"), true, definition, 0, 0, 0, 0, ReplayRequest.SETTINGS);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new PrintStream(said, false, StandardCharsets.UTF_8), false);
        ReplayRequest request = new ReplayRequest(List.of(files), rows, directory.resolve("report"), 0, 400, settings);
        return new Replayed(new ReplayRun(request, terminal).run(), said.toString(StandardCharsets.UTF_8));
    }

    private static Path file(String name, int from) throws IOException {
        SplittableRandom random = new SplittableRandom(from + 7);
        String rows = IntStream.range(from, from + ROWS_A_FILE)
                .mapToObj(row -> row(row, random))
                .collect(Collectors.joining("\n", HEADER, "\n"));
        return Files.writeString(directory.resolve(name), rows);
    }

    /** What is in and large is true, but for one row in twenty; every second row has no label. */
    private static String row(int row, SplittableRandom random) {
        if (row == SHORT_ROW) {
            return "c1,2,0.5";
        }
        int in = random.nextInt(10);
        double size = random.nextDouble(0, 200);
        boolean label = (in > 3 && size > 60) == random.nextInt(20) > 0;
        LocalDate day = LocalDate.of(2024, 1, 1).plusDays(row / 10);
        return String.format(
                Locale.ROOT,
                "c%d,%d,%.3f,%.1f,名%d,%s,%s",
                random.nextInt(3),
                in,
                random.nextDouble(),
                size,
                row,
                row % 4 < 2 ? day : BELGIAN.format(day),
                row % 2 == 0 ? "" : label ? "ja" : "nein");
    }

    @Test
    void theDefinitionReadsWhatIsOddAndSaysSo() throws IOException {
        String yaml = Files.readString(directory.resolve("odd.yaml")).replaceAll("\\s+#?\\s*", " ");

        assertThat(finding.label().classes()).containsOnlyKeys("nein", "ja");
        assertThat(yaml)
                .contains("label: true_")
                .contains("50 % of the rows have no label; they are scored and not learned from")
                .contains("1 row is broken and goes to quarantine")
                .contains("名前 is an identifier: 1,199 values")
                .contains("Grosse_cm: Grosse_cm")
                .contains("time: when")
                .contains("two formats in one column");
    }

    @Test
    void everyRowOfBothFilesIsPredictedOrInQuarantine() {
        assertThat(both.report().counts().events()).isEqualTo(ROWS);
        assertThat(both.report().counts().quarantined()).isEqualTo(1);
        assertThat(both.report().counts().clean()).isEqualTo(ROWS - 1);
        assertThat(both.report().counts().predictions()).isEqualTo(ROWS - 1);
        assertThat(both.report().counts().duplicates()).isZero();
        assertThat(both.report().sources()).containsExactly("first.csv", "second.csv");
    }

    @Test
    void onlyLabelledRowsAreLearnedFromAndJudged() {
        assertThat(both.report().counts().examples()).isEqualTo(LABELLED);
        assertThat(both.report().evaluation().overall().examples()).isEqualTo(LABELLED);
        assertThat(both.report().evaluation().uncounted().unlabelled()).isEqualTo(ROWS - 1 - LABELLED);
        assertThat(both.said()).contains("not judged: 1,199 without a label, 1 in quarantine");
    }

    @Test
    void theModelsLearnWhatCanBeLearned() {
        assertThat(both.report().models()).isNotEmpty();
        assertThat(both.report().importances()).containsKeys("in_", "Grosse_cm");
        assertThat(accuracy(both.report().evaluation().overall()))
                .isGreaterThan(accuracy(both.report().evaluation().baselines().majority()) + 0.15);
    }

    @Test
    void oneRowIsPredictedAndJudgedAndMakesNoModel() throws Exception {
        Path one = Files.writeString(directory.resolve("one.csv"), HEADER + "c1,5,0.5,99.5,名1,2024-01-01,ja");
        Replayed replayed = replay(1, one);

        assertThat(replayed.report().counts().predictions()).isEqualTo(1);
        assertThat(replayed.report().models()).isEmpty();
        assertThat(replayed.said()).contains("1 labelled row, ", "0 versions").doesNotContain("NaN");
    }

    private static double accuracy(Figures figures) {
        return figures instanceof Figures.OfClasses classes ? classes.accuracy() : Double.NaN;
    }
}
