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
import org.junit.jupiter.params.provider.Arguments;
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
        assertThat(said.err()).contains("found further streams, but nothing here reads the events of scans; right is ");
    }

    static Stream<List<String>> commands() {
        return Stream.of(
                List.of("replay", "--source", "FOLDER/parcels.csv", "--report", "FOLDER/report"),
                List.of("backfill", "--source", "FOLDER/parcels.csv", "--into", "history"),
                List.of("up", "--backfill", "--data", "FOLDER/data"),
                List.of("features", "rank", "--source", "FOLDER/parcels.csv"));
    }

    @ParameterizedTest
    @MethodSource("wrongFiles")
    void filesOfStreamsAreLookedAtBeforeAnythingStarts(List<String> files, String message) throws IOException {
        Files.writeString(folder.resolve("scans.csv"), "scanId,when,depot\ns1,2026-03-01T00:00:00Z,d1\n");
        Files.writeString(folder.resolve("other.csv"), "scanId,depot\ns1,d1\n");
        Said said = said(Stream.concat(
                        Stream.of("up", "--data", "FOLDER/data"), files.stream().map(file -> "--stream=" + file))
                .toList());

        assertThat(said.code()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(said.err()).contains(message.replace("FOLDER", folder.toString()));
        assertThat(folder.resolve("data")).doesNotExist();
    }

    static Stream<Arguments> wrongFiles() {
        return Stream.of(
                Arguments.of(List.of("scans"), "--stream scans: right is NAME=FILE, such as logins=logins.csv"),
                Arguments.of(
                        List.of("logins=FOLDER/scans.csv"),
                        "--stream logins=FOLDER/scans.csv: the pipeline fuzzed has no further stream logins; it has scans"),
                Arguments.of(List.of("scans=FOLDER/none.csv"), "--stream scans=FOLDER/none.csv: there is no such file"),
                Arguments.of(
                        List.of("scans=FOLDER/other.csv"),
                        "--stream scans=FOLDER/other.csv: there is no column for the schema's when"),
                Arguments.of(List.of("scans=FOLDER/scans.csv", "scans=FOLDER/other.csv"), "its header is not that of"),
                Arguments.of(List.of("scans=FOLDER/scans.csv", "scans=FOLDER/scans.csv"), "the file is named twice"));
    }

    @Test
    void aBackfillOfFilesWantsTheEventsOfEveryStream() throws IOException {
        List<String> backfill = List.of("backfill", "--source", "FOLDER/parcels.csv", "--into", "FOLDER/rows");
        Said refused = said(backfill);

        assertThat(refused.code()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(refused.err())
                .contains("found the further stream scans, but no file with its events; right is --stream scans=FILE");

        Files.writeString(
                folder.resolve("scans.csv"),
                "scanId,when,depot\ns1,2026-03-01T12:00:00Z,d1\ns1,2026-03-01T12:00:00Z,d1\ns2,soon,d1\n");
        Said done = said(Stream.concat(backfill.stream(), Stream.of("--stream=scans=FOLDER/scans.csv"))
                .toList());
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(folder.resolve("rows/rows.avro")).exists();
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
