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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What commands say of lookups. */
class LookupsTest {

    private static final Path PARCELS = Path.of("src", "test", "resources", "fuzz");

    private static final String REFERENCE = """
            references:
              depots: {key: depot, fields: {ramps: number}}
            features:
              ramps: {lookup: depots.ramps}
            """;

    @TempDir
    Path folder;

    private Path definition = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Files.copy(PARCELS.resolve("parcel.avsc"), folder.resolve("parcel.avsc"));
        definition = Files.writeString(
                folder.resolve("parcels.yaml"),
                Files.readString(PARCELS.resolve("parcels.yaml")).replace("features:\n", REFERENCE));
        Files.writeString(
                folder.resolve("parcels.csv"),
                "parcelId,at,depot,distance,weight,carrier,late\np1,2026-03-02T00:00:00Z,d1,2.5,1.5,c,\n");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatReadsNoReferencesRefusesThemByNameAndSaysWhatIsRight(List<String> command) {
        Said said = said(command);

        assertThat(said.code()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(said.err())
                .contains(
                        "found lookups, ramps, but nothing here reads the rows of depots; right is a definition without them");
    }

    static Stream<List<String>> commands() {
        return Stream.of(
                List.of("replay", "--source", "FOLDER/parcels.csv", "--report", "FOLDER/report"),
                List.of("features", "rank", "--source", "FOLDER/parcels.csv"));
    }

    @Test
    void backfillWantsAFileOfEachReference() {
        Said said = backfill();

        assertThat(said.code()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(said.err())
                .contains(
                        "found lookups, ramps, but no file with the rows of depots, and their topics, which are compacted, have not what"
                                + " rows were; right is --reference depots=FILE");
        assertThat(folder.resolve("rows")).doesNotExist();
    }

    @Test
    void backfillReadsTheRowsOfAReferenceFromAFile() throws IOException {
        Said said = backfill("--reference", "depots=" + depots("depot,timestamp,ramps\nd1,2026-03-01T00:00:00Z,3\n"));

        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isZero();
        assertThat(folder.resolve("rows").resolve("rows.avro")).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            depot,ramps;d1,3;                                 | there is no column for the schema's timestamp; found the columns depot, ramps
            depot,timestamp,ramps;d1,2026-03-01T00:00:00Z,many; | depots.csv:2: found "many" in column ramps; right is a number
            depot,timestamp,ramps;,2026-03-01T00:00:00Z,3;      | depots.csv:2: found nothing in column depot; right is a text
            depot,timestamp,ramps;d1,2999-03-01T00:00:00Z,3;    | depots.csv:2: the row is so since 32477241600000 ms since 1970
            """)
    void aRowThatCannotBeReadIsNotLeftOut(String text, String why) throws IOException {
        Said said = backfill("--reference", "depots=" + depots(text.replace(';', '\n')));

        assertThat(said.code()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(said.err()).contains(why).contains("nothing was written");
        assertThat(folder.resolve("rows")).doesNotExist();
    }

    @Test
    void aFileOfWhatNoFeatureLooksUpIsRefused() throws IOException {
        Said said = backfill("--reference", "shops=" + depots(""), "--reference", "depots=" + depots(""));

        assertThat(said.code()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(said.err()).contains("looks anything up in shops; they do in depots");
    }

    private Path depots(String text) throws IOException {
        return Files.writeString(folder.resolve("depots.csv"), text);
    }

    private Said backfill(String... more) {
        return said(Stream.concat(
                        Stream.of("backfill", "--source", "FOLDER/parcels.csv", "--into", "FOLDER/rows"),
                        Stream.of(more))
                .toList());
    }

    @Test
    void theTableOfFeaturesShowsThem() {
        Said said = said(List.of("features"));

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .containsPattern(
                        "ramps +ramps of depots by depot, as of the event's time +by depot +PT0S +row +lookup\n")
                .containsPattern("rows of depots by depot +1 +– +–\n");
    }

    @Test
    void checkExplainsTheReference() {
        Said said = said(List.of("check", "--explain"));

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .containsPattern("references.depots.key +depot\n")
                .containsPattern(
                        "references.depots.time +the record's timestamp +default: a row is so from when its record says\n")
                .containsPattern("references.depots.fields +ramps \\(number\\)\n")
                .containsPattern("features.ramps +ramps of depots by depot, as of the event's time\n");
    }

    private Said said(List<String> command) {
        return CommandLines.run(Stream.concat(
                        command.stream().map(text -> text.replace("FOLDER", folder.toString())),
                        Stream.of("-f", definition.toString()))
                .toArray(String[]::new));
    }
}
