package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.standalone.command.CommandLines.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What commands say of further streams. */
class StreamsTest {

    private static final Path PARCELS = Path.of("src", "test", "resources", "fuzz");

    private static final String STREAM = """
            streams:
              scans:
                schema: {type: record, name: Scan, fields: [{name: scanId, type: string}, {name: depot, type: string},
                  {name: when, type: {type: long, logicalType: timestamp-millis}}]}
                id: scanId
                time: when
            features:
              scans: {count: all, from: scans, by: depot, over: P1D}
            """;

    @TempDir
    Path folder;

    private Path definition = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Files.copy(PARCELS.resolve("parcel.avsc"), folder.resolve("parcel.avsc"));
        definition = Files.writeString(
                folder.resolve("parcels.yaml"),
                Files.readString(PARCELS.resolve("parcels.yaml")).replace("features:\n", STREAM));
        Files.writeString(
                folder.resolve("parcels.csv"),
                "parcelId,at,depot,distance,weight,carrier,late\np1,2026-03-02T00:00:00Z,d1,2.5,1.5,c,\n");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatReadsOneStreamOnlyRefusesFurtherOnesByNameAndSaysWhatIsRight(List<String> command) {
        Said said = said(command);

        assertThat(said.code()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(said.err())
                .contains(
                        "found further streams, but nothing here reads the events of scans; right is a definition without them");
    }

    static Stream<List<String>> commands() {
        return Stream.of(
                List.of("replay", "--source", "FOLDER/parcels.csv", "--report", "FOLDER/report"),
                List.of("backfill", "--source", "FOLDER/parcels.csv", "--into", "FOLDER/rows"),
                List.of("features", "rank", "--source", "FOLDER/parcels.csv"));
    }

    @Test
    void theTableOfFeaturesShowsThem() {
        Said said = said(List.of("features"));

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .containsPattern("scans +count from scans by depot .* +scans by depot +P1D +place +window\n")
                .containsPattern("scans by depot +1 ");
    }

    @Test
    void checkExplainsTheStream() {
        Said said = said(List.of("check", "--explain"));

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .containsPattern("streams.scans.schema +Scan\n")
                .containsPattern("streams.scans.time +when\n")
                .containsPattern("streams.scans.clean.deduplicate +P1D");
    }

    private Said said(List<String> command) {
        return CommandLines.run(Stream.concat(
                        command.stream().map(text -> text.replace("FOLDER", folder.toString())),
                        Stream.of("-f", definition.toString()))
                .toArray(String[]::new));
    }
}
