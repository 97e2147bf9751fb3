package io.headrace.standalone.infer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.standalone.infer.Finding;
import io.headrace.standalone.infer.Infer;
import io.headrace.standalone.infer.InferRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplorationReportTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"late", "kind", "price"})
    void showsEveryColumnAndNeedsNothingBesideIt(String label) throws IOException {
        String page = page(sheet(), label);

        assertThat(page).contains("<svg", "Missing values", "Drift over the file", "Correlations", "All columns");
        assertThat(page).contains("<h3>size</h3>", "<h3>town &lt;b&gt;</h3>");
        assertThat(page).doesNotContain("http:", "https:", "<script", "src=", "NaN", "Infinity");
    }

    @Test
    void givesTheSamePageAgain() throws IOException {
        assertThat(page(sheet(), "late")).isEqualTo(page(sheet(), "late"));
    }

    @Test
    void aFewRowsAreEnough() throws IOException {
        StringBuilder rows = new StringBuilder("size,late\n");
        for (int i = 0; i < 20; i++) {
            rows.append(i % 4).append(',').append(i % 2).append('\n');
        }

        assertThat(page(Files.writeString(folder.resolve("few.csv"), rows), "late"))
                .contains("<svg");
    }

    private Path sheet() throws IOException {
        Random random = new Random(3);
        StringBuilder rows = new StringBuilder("size,town <b>,weight,kind,price,late\n");
        for (int i = 0; i < 800; i++) {
            rows.append(String.join(
                            ",",
                            i % 6 == 0 ? "" : "" + random.nextGaussian(),
                            "t" + random.nextInt(20),
                            "" + random.nextInt(40),
                            "k" + random.nextInt(4),
                            "" + random.nextDouble(),
                            random.nextInt(5) == 0 ? "yes" : "no"))
                    .append('\n');
        }
        return Files.writeString(folder.resolve("sheet.csv"), rows);
    }

    private String page(Path file, String label) throws IOException {
        Finding finding = Infer.run(new InferRequest(
                file, label, Optional.empty(), Optional.empty(), List.of(), folder.resolve("sheet.yaml")));
        Path to = folder.resolve("sheet.html");
        ExplorationReport.write(finding, to);
        return Files.readString(to);
    }
}
