package io.headrace.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.standalone.infer.Finding;
import io.headrace.standalone.infer.Infer;
import io.headrace.standalone.infer.InferRequest;
import io.headrace.standalone.infer.WrittenFiles;
import io.headrace.standalone.replay.prequential.Figures;
import io.headrace.standalone.replay.report.ReplayReport;
import io.headrace.standalone.replay.report.ReportedModel;
import io.headrace.standalone.system.LocalSettings;
import io.headrace.standalone.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A generated file, inferred, replayed twice through the whole real system. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplayIT {

    private static final int ROWS = 2_400;
    private static final int DELAY = 60;
    private static final int BROKEN_LINE = 702;

    @TempDir
    static Path directory;

    private static ReplayReport first;
    private static ReplayReport second;

    @BeforeAll
    static void replayTwice() throws Exception {
        Path file = file();
        Path definition = directory.resolve("shop.yaml");
        Finding finding =
                Infer.run(new InferRequest(file, "bought", Optional.empty(), Optional.empty(), List.of(), definition));
        WrittenFiles.beside(definition).write(finding);
        first = replay(file, definition, "first", 400);
        second = replay(file, definition, "second", 400);
    }

    private static ReplayReport replay(Path file, Path definition, String name, int step) throws InterruptedException {
        LocalSettings settings =
                new LocalSettings(directory.resolve(name), true, definition, 0, 0, 0, 0, ReplayRequest.SETTINGS);
        Terminal terminal =
                new Terminal(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8), false);
        return new ReplayRun(
                        new ReplayRequest(
                                List.of(file), ROWS, directory.resolve(name + "-report"), DELAY, step, settings),
                        terminal)
                .run();
    }

    /** Whoever looks long and finds a low price buys, nearly always; half-way through the price no longer counts. */
    private static Path file() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder csv = new StringBuilder("seconds,price,page,bought\n");
        for (int row = 0; row < ROWS; row++) {
            double seconds = random.nextDouble(0, 60);
            double price = random.nextDouble(5, 100);
            boolean buys = row < ROWS / 2 ? seconds * 1.5 > price : seconds > 30;
            boolean noise = random.nextInt(20) == 0;
            csv.append(line(row, seconds, price, random.nextInt(4), buys != noise));
        }
        return Files.writeString(directory.resolve("shop.csv"), csv);
    }

    private static String line(int row, double seconds, double price, int page, boolean bought) {
        // Line 1 is the header.
        if (row + 2 == BROKEN_LINE) {
            return "1,2\n";
        }
        return String.format(Locale.ROOT, "%.1f,%.2f,p%d,%s%n", seconds, price, page, bought ? "yes" : "no");
    }

    @Test
    @Order(1)
    void bothRunsComeToTheSameToTheLastByteButForTheTimes() throws IOException {
        assertThat(withoutTimings("second")).isEqualTo(withoutTimings("first"));
        assertThat(second.models()).isEqualTo(first.models()).isNotEmpty();
    }

    @Test
    @Order(2)
    void everyRowHasOneOutcomeAndEveryLabelledOneCounts() {
        assertThat(first.counts().events()).isEqualTo(ROWS);
        assertThat(first.counts().quarantined()).isEqualTo(1);
        assertThat(first.counts().predictions()).isEqualTo(ROWS - 1);
        assertThat(first.counts().features()).isEqualTo(ROWS - 1);
        assertThat(first.counts().examples()).isEqualTo(ROWS - 1);
        assertThat(first.evaluation().overall().examples()).isEqualTo(ROWS - 1);
        assertThat(first.evaluation().windows()).hasSize(3);
    }

    @Test
    @Order(3)
    void theModelsServeFromAStepOnAndAreBetterThanTheMajority() {
        ReportedModel model = first.models().getFirst();

        assertThat(model.digest()).hasSize(64);
        assertThat(model.servedFrom().orElseThrow() % 400).isZero();
        assertThat(first.evaluation().overall())
                .isInstanceOfSatisfying(
                        Figures.OfClasses.class,
                        figures -> assertThat(figures.accuracy()).isGreaterThan(0.75));
    }

    private static String withoutTimings(String name) throws IOException {
        String json = Files.readString(directory.resolve(name + "-report/report.json"));
        int timings = json.indexOf("\"timings\"");
        assertThat(timings).isPositive();
        return json.substring(0, timings);
    }
}
