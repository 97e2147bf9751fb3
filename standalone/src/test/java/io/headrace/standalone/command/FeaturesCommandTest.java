package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.standalone.command.CommandLines.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesCommandTest {

    private static final Path PAYMENTS = Path.of("../examples/payments/payments.yaml");

    private static final String DEFINITION = """
            pipeline: rides
            problem: {kind: binary, label: late, positive: true, metric: rocAuc}
            events: {schema: ride.avsc, id: rideId, time: startedAt}
            labels: {within: P1D}
            clean: {rules: [{name: real, require: distance >= 0}]}
            features:
              far_copy: distance * 3 - 1
              noise: riders
              far: distance
              excess: distance - usual
              usual: {mean: distance, by: stationId, over: PT15M, excluding: this}
              at: {calendar: startedAt, zone: Europe/Brussels, parts: hour_sin}
            train: {window: {examples: 1500}}
            """;

    private static final String EVENT = """
            {"type": "record", "name": "Ride", "fields": [
              {"name": "rideId", "type": "string"},
              {"name": "startedAt", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "stationId", "type": "string"},
              {"name": "riders", "type": "int"},
              {"name": "distance", "type": "double"}]}
            """;

    @TempDir
    Path folder;

    private Path definition = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("ride.avsc"), EVENT);
        definition = Files.writeString(folder.resolve("rides.yaml"), DEFINITION);
    }

    @Test
    void eachFeatureIsToldWithItsStateAndItsCost() {
        Said said = features("-f", definition.toString());

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("rides   6 features: 5 of the event and other features, 1 of what came before it")
                .containsPattern("far +distance +– +– +– +event\n")
                .containsPattern(
                        "usual +mean of distance by stationId over PT15M before the event +by stationId +PT15M +number +window\n")
                .containsPattern("at +sine of the time of day of startedAt in Europe/Brussels +– +– +– +event\n")
                .containsPattern("by stationId +1 +PT25M +20 bytes\n");
    }

    @Test
    void everyFeatureOfTheDemoHasALine() {
        Said said = features("-f", PAYMENTS.toString());

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(DefinitionReader.readValid(PAYMENTS).features())
                .extracting(Feature::name)
                .allSatisfy(name -> assertThat(said.out()).containsPattern("(?m)^" + name + " "));
    }

    @Test
    void programsAreToldTheSame() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(features("-f", definition.toString(), "--output", "json")
                        .out());

        assertThat(json.at("/features/4").toString())
                .isEqualTo(
                        "{\"name\":\"usual\",\"kind\":\"numeric\",\"words\":\"mean of distance by stationId over PT15M before"
                                + " the event\",\"by\":[\"stationId\"],\"lookBack\":\"PT15M\",\"keeps\":\"operand\",\"work\":\"window\"}");
        assertThat(json.at("/features/2/by").isNull()).isTrue();
        assertThat(json.at("/states/0").toString())
                .isEqualTo("{\"by\":[\"stationId\"],\"features\":1,\"kept\":\"PT25M\",\"eventBytes\":20}");
    }

    @Test
    void withoutADefinitionTheUsageIsTold() {
        Said said = features();

        assertThat(said.code()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(said.err()).contains("Missing required option: '--file=PIPELINE.yaml'");
    }

    @Test
    void aDefinitionWithMistakesIsToldThem() throws IOException {
        Files.writeString(definition, DEFINITION.replace("PT15M", "15 minutes"));

        assertThat(features("-f", definition.toString()).err())
                .contains("15 minutes")
                .contains("1 mistake");
        assertThat(rank("-f", definition.toString(), "--source", file(300)).code())
                .isEqualTo(HeadraceCommand.WRONG);
    }

    /** One feature decides, one is its copy, one is noise: what is suggested is a definition without the two. */
    @Test
    void whatDecidesIsKeptWhatCopiesAndWhatIsNoiseIsNot() throws IOException {
        Said said = rank("-f", definition.toString(), "--source", file(2_000));

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("rides   1,500 labelled rows; boosted trees")
                .containsPattern("far_copy .*far is the same; together +0\\.\\d+")
                .containsPattern("far .*the same as far_copy \\(1\\.00\\)")
                .containsPattern("noise .*tells nothing of the label");
        String suggested = said.out().substring(said.out().indexOf("\nfeatures:\n") + 1);
        assertThat(suggested)
                .containsPattern("(?m)^  far_copy: distance \\* 3 - 1$")
                .containsPattern("(?m)^  # far: distance   # the same as far_copy \\(1\\.00\\)$")
                .containsPattern("(?m)^  # noise: riders   # tells nothing of the label$");
        assertThat(DefinitionReader.readValid(with(suggested)).features())
                .extracting(Feature::name)
                .contains("far_copy")
                .doesNotContain("far", "noise");
    }

    /** What tells nothing itself is kept for the sake of what reads it. */
    @Test
    void whatAKeptFeatureReadsIsKept() throws IOException {
        Path file = Path.of(file(2_000));
        Files.writeString(
                definition,
                DEFINITION
                        .replace("  far_copy: distance * 3 - 1\n", "")
                        .replace("  far: distance\n", "")
                        .replace(
                                "usual: {mean: distance, by: stationId, over: PT15M, excluding: this}",
                                "usual: riders * 1")
                        .replace("excess: distance - usual", "excess: distance + 0 * usual"));

        Said said = rank("-f", definition.toString(), "--source", file.toString());

        String suggested = said.out().substring(said.out().indexOf("\nfeatures:\n") + 1);
        assertThat(suggested).contains("  usual: riders * 1   # excess reads it");
        assertThat(DefinitionReader.readValid(with(suggested)).features())
                .extracting(Feature::name)
                .containsExactly("excess", "usual");
    }

    @Test
    void aRankingIsADocumentForProgramsToo() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(rank("-f", definition.toString(), "--source", file(2_000), "--output", "json")
                        .out());

        assertThat(json.path("metric").asText()).isEqualTo("rocAuc");
        assertThat(json.path("value").asDouble()).isGreaterThan(0.9);
        assertThat(json.at("/features/0/name").asText()).isIn("far", "far_copy");
        assertThat(json.at("/features/0/together/loss").asDouble()).isGreaterThan(0.2);
        assertThat(json.at("/features/0/information/share").asDouble()).isGreaterThan(0.3);
        assertThat(json.path("kept"))
                .extracting(JsonNode::asText)
                .contains("far_copy")
                .doesNotContain("noise");
        assertThat(json.path("suggestion").asText()).startsWith("features:\n");
    }

    @Test
    void tooFewRowsAreTold() throws IOException {
        Said said = rank("-f", definition.toString(), "--source", file(100));

        assertThat(said.code()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(said.err()).contains("nothing to rank by: only 100 usable examples; 200 are needed");
    }

    @Test
    void aDefinitionAndAFileGoTogether() throws IOException {
        assertThat(rank("-f", definition.toString()).err())
                .contains("found no --source; right is --source FILE beside it");
        assertThat(rank("--source", file(300)).err()).contains("found no -f; right is -f PIPELINE.yaml beside it");
        assertThat(rank("--data", folder.toString()).code()).isEqualTo(HeadraceCommand.NOTHING_RUNS);
    }

    @Test
    void aFileThatCannotBeReadIsTold() {
        assertThat(rank(
                                "-f",
                                definition.toString(),
                                "--source",
                                folder.resolve("no.csv").toString())
                        .err())
                .contains("no.csv: there is no such file");
    }

    private Path with(String features) throws IOException {
        int start = DEFINITION.indexOf("features:");
        int end = DEFINITION.indexOf("train:");
        return Files.writeString(
                folder.resolve("suggested.yaml"),
                DEFINITION.substring(0, start) + features + DEFINITION.substring(end));
    }

    private String file(int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder csv = new StringBuilder("rideId,startedAt,stationId,riders,distance,late\n");
        for (int i = 0; i < rows; i++) {
            double distance = random.nextInt(1, 1_000) / 100.0;
            boolean late = distance + random.nextGaussian() > 6;
            csv.append(String.format(
                    Locale.ROOT,
                    "r%d,2026-01-%02dT%02d:%02d:00Z,s%d,%d,%.2f,%b%n",
                    i,
                    1 + i / 1_000,
                    i / 60 % 24,
                    i % 60,
                    i % 5,
                    random.nextInt(1, 9),
                    distance,
                    late));
        }
        return Files.writeString(folder.resolve("rides-" + rows + ".csv"), csv).toString();
    }

    private static Said features(String... arguments) {
        return said("features", arguments);
    }

    private static Said rank(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "rank";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return said("features", all);
    }

    private static Said said(String command, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = command;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandLines.run(all);
    }
}
