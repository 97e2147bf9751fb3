package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

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
        Files.writeString(folder.resolve("parcels.csv"), "parcelId,at,depot,distance,weight,carrier,late\n");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatReadsNoReferencesRefusesThemByNameAndSaysWhatIsRight(List<String> command) {
        CommandLines.Said said = said(command);

        assertThat(said.code()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(said.err())
                .contains(
                        "found lookups, ramps, but nothing here reads the rows of depots; right is a definition without them");
    }

    static Stream<List<String>> commands() {
        return Stream.of(
                List.of("replay", "--source", "FOLDER/parcels.csv", "--report", "FOLDER/report"),
                List.of("backfill", "--source", "FOLDER/parcels.csv", "--into", "FOLDER/rows"),
                List.of("features", "rank", "--source", "FOLDER/parcels.csv"));
    }

    @Test
    void theTableOfFeaturesShowsThem() {
        CommandLines.Said said = said(List.of("features"));

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .containsPattern(
                        "ramps +ramps of depots by depot, as of the event's time +by depot +PT0S +row +lookup\n")
                .containsPattern("rows of depots by depot +1 +– +–\n");
    }

    @Test
    void checkExplainsTheReference() {
        CommandLines.Said said = said(List.of("check", "--explain"));

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .containsPattern("references.depots.key +depot\n")
                .containsPattern(
                        "references.depots.time +the record's timestamp +default: a row is so from when its record says\n")
                .containsPattern("references.depots.fields +ramps \\(number\\)\n")
                .containsPattern("features.ramps +ramps of depots by depot, as of the event's time\n");
    }

    private CommandLines.Said said(List<String> command) {
        return CommandLines.run(Stream.concat(
                        command.stream().map(text -> text.replace("FOLDER", folder.toString())),
                        Stream.of("-f", definition.toString()))
                .toArray(String[]::new));
    }
}
