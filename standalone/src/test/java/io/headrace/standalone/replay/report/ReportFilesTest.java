package io.headrace.standalone.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.ProblemKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportFilesTest {

    private static final String ODD = "a<script>alert('1')</script>&\"b";

    @TempDir
    Path folder;

    private static ReplayReport binary(int rows) {
        return SampleReports.report(
                SampleReports.problem(ProblemKind.BINARY, "class", "DOWN", "UP"), rows, 10, "nswdemand");
    }

    private static ReplayReport of(ProblemKind kind, String odd) {
        return SampleReports.report(
                switch (kind) {
                    case BINARY -> SampleReports.problem(kind, "late", "no", odd);
                    case MULTICLASS -> SampleReports.problem(kind, "kind", "red", odd, "blue");
                    case REGRESSION -> SampleReports.problem(kind, "price");
                },
                3_200,
                100,
                odd);
    }

    /** To accept a deliberate change, run with -Dgolden.update=true. */
    @Test
    void jsonIsAsTheGoldenFileHasIt() throws IOException {
        ReplayReport report = binary(40);
        String json = ReportJson.text(report);
        Path golden = Path.of("src/test/resources/golden/replay/report.json");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, json);
        }

        assertThat(json).isEqualTo(resource("/golden/replay/report.json"));
    }

    private static String resource(String name) throws IOException {
        try (var stream = Objects.requireNonNull(ReportFilesTest.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void jsonHasTheKeysThatOthersRelyOnWithTimingsLast() throws IOException {
        JsonNode json = new ObjectMapper().readTree(ReportJson.text(binary(2_500)));

        List<String> keys = new ArrayList<>();
        json.fieldNames().forEachRemaining(keys::add);
        assertThat(keys)
                .contains("counts", "models", "prequential", "windows", "alerts", "baselines", "digest")
                .endsWith("timings");
        assertThat(json.get("prequential").fieldNames())
                .toIterable()
                .contains("examples", "accuracy", "kappa", "kappaTemporal", "f1", "rocAuc", "logLoss");
        assertThat(json.get("models").get(0).fieldNames())
                .toIterable()
                .contains("version", "digest", "trainedFrom", "examples", "metrics", "gate", "servedFrom");
        assertThat(json.get("models").get(4).get("servedFrom").isNull()).isTrue();
        assertThat(json.get("baselines").fieldNames()).toIterable().containsExactly("majority", "noChange");
        assertThat(json.get("windows")).hasSize(3);
        assertThat(json.get("timings").fieldNames())
                .toIterable()
                .contains("seconds", "eventsPerSecond", "cpuSeconds", "phases");
    }

    @Test
    void onlyTimingsDifferBetweenRunsThatCameToTheSame() throws IOException {
        ReplayReport one = binary(1_200);
        ReplayReport slower = new ReplayReport(
                one.pipeline(),
                one.definitionHash(),
                one.sources(),
                one.labelDelay(),
                one.problem(),
                one.counts(),
                one.models(),
                binary(1_200).evaluation(),
                one.alerts(),
                one.importances(),
                one.drift(),
                new Timings(Duration.ofSeconds(400), Duration.ofSeconds(900), Map.of()));

        assertThat(untimed(one)).isEqualTo(untimed(slower));
        assertThat(ReportJson.digest(one)).isEqualTo(ReportJson.digest(slower)).matches("[0-9a-f]{64}");
        assertThat(ReportJson.digest(one)).isNotEqualTo(ReportJson.digest(binary(1_201)));
    }

    private static String untimed(ReplayReport report) throws IOException {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(ReportJson.text(report));
        json.remove("timings");
        return json.toString();
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void theFilesNeedNothingBesideThem(ProblemKind kind) throws IOException {
        ReportFiles.write(of(kind, "nswdemand"), folder.resolve("deep/report"));

        String page = Files.readString(folder.resolve("deep/report/report.html"));
        assertThat(page).contains("<svg", "Over the stream", "Models", "Alerts", "Drift by feature", "no change");
        assertThat(page)
                .doesNotContain("http:", "https:", "<script", "src=", "href=", "url(", "NaN", "Infinity", "null");
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("deep/report/report.json").toFile()))
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void whatComesFromDataIsTextNeverMarkup(ProblemKind kind) {
        String page = ReportPage.html(of(kind, ODD));

        assertThat(page).contains("&lt;script&gt;").doesNotContain("<script", "alert('");
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void aStreamWithoutALabelIsNoError(ProblemKind kind) {
        ReplayReport full = of(kind, "x");
        ReplayReport empty = new ReplayReport(
                full.pipeline(),
                full.definitionHash(),
                full.sources(),
                full.labelDelay(),
                full.problem(),
                new Counts(0, 0, 0, 0, 0, 0, 0),
                List.of(),
                SampleReports.evaluation(full.problem(), 0, 0),
                List.of(),
                Map.of(),
                Drift.none(),
                new Timings(Duration.ZERO, Duration.ZERO, Map.of()));

        assertThat(ReportPage.html(empty)).contains("nothing is known");
        assertThat(ReportJson.text(empty)).contains("\"examples\" : 0");
    }
}
