package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.standalone.backfill.DirectoryLock;
import io.headrace.standalone.command.CommandLines.Said;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillCommandTest {

    private static final Path DEFINITION = Path.of("src", "test", "resources", "fuzz", "parcels.yaml");
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int ROWS = 500;

    @TempDir
    Path folder;

    private Path into() {
        return folder.resolve("result");
    }

    @Test
    void aFileBecomesRowsAndExamples() throws IOException {
        Said said = backfill(Files.writeString(folder.resolve("parcels.csv"), parcels()));

        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isZero();
        List<GenericRecord> rows = read("rows.avro");
        assertThat(rows).hasSize(ROWS);
        assertThat(rows.get(0).get("eventId")).hasToString("p0");
        assertThat(((GenericRecord) rows.get(100).get("features")).get("depot_parcels"))
                .as("one a minute, of two depots, in six hours")
                .isEqualTo(51.0);
        assertThat(((GenericRecord) rows.get(499).get("features")).get("depot_parcels"))
                .isEqualTo(180.0);
        List<GenericRecord> examples = read("examples.avro");
        assertThat(examples).as("the labels of the last ten rows are not known").hasSize(ROWS - 10);
        assertThat(examples.getFirst().get("label")).hasToString("true");
        assertThat(folder.resolve("result.part")).doesNotExist();
    }

    @Test
    void onlyAPartOfTheTimeIsWrittenAndTheRestIsItsPast() throws IOException {
        Path file = Files.writeString(folder.resolve("parcels.csv"), parcels());
        Said said = backfill(
                file,
                "--from",
                START.plus(Duration.ofMinutes(100)).toString(),
                "--to",
                START.plus(Duration.ofMinutes(102)).toString());

        assertThat(said.code()).isZero();
        assertThat(read("rows.avro"))
                .extracting(row -> row.get("eventId").toString())
                .containsExactly("p100", "p101");
        assertThat(((GenericRecord) read("rows.avro").getFirst().get("features")).get("depot_parcels"))
                .isEqualTo(51.0);
    }

    @Test
    void whatIsThereIsNotWrittenOver() throws IOException {
        Path file = Files.writeString(folder.resolve("parcels.csv"), parcels());
        Files.createDirectories(into());
        Files.writeString(into().resolve("mine"), "mine");

        Said said = backfill(file);

        assertThat(said.code()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(said.err())
                .contains("--into " + into() + ": it is there already; name a directory that is not, or an empty one");
        assertThat(into()).isDirectoryContaining("glob:**/mine");
    }

    @Test
    void whatAKilledRunLeftIsRemoved() throws IOException {
        Path left = Files.createDirectories(folder.resolve("result.part"));
        Files.writeString(left.resolve("rows.avro"), "half a row");

        Said said = backfill(Files.writeString(folder.resolve("parcels.csv"), parcels()));

        assertThat(said.code()).isZero();
        assertThat(read("rows.avro")).hasSize(ROWS);
        assertThat(left).doesNotExist();
    }

    @Test
    void aFileThatEndsInTheMiddleGivesNoResult() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(parcels().getBytes(StandardCharsets.UTF_8));
        }
        Path half = folder.resolve("half.csv.gz");
        Files.write(half, Arrays.copyOf(packed.toByteArray(), packed.size() / 2));

        Said said = backfill(half);

        assertThat(said.code()).isNotZero();
        assertThat(said.err()).contains("the gzip file ends in the middle");
        assertThat(into()).doesNotExist();
        assertThat(folder.resolve("result.part")).doesNotExist();
    }

    @Test
    void aTimeThatIsNoneIsRefused() throws IOException {
        Said said = backfill(Files.writeString(folder.resolve("parcels.csv"), parcels()), "--from", "yesterday");

        assertThat(said.code()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(said.err()).contains("--from yesterday: right is a time such as 2026-01-31T00:00:00Z");
    }

    @Test
    void checkpointsWithoutTimeBetweenThemAreRefused() throws IOException {
        Said said =
                backfill(Files.writeString(folder.resolve("parcels.csv"), parcels()), "--checkpoint-every", "PT-5S");

        assertThat(said.code()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(said.err()).contains("--checkpoint-every PT-5S: right is more than PT0S");
    }

    /** The stream keeps it out by its rule unknown-class, so no example has it and no rate counts it. */
    @Test
    void aLabelThatIsNoneOfTheClassesIsNotCounted() throws IOException {
        Path definition = ofTexts();
        Path file = Files.writeString(
                folder.resolve("parcels.csv"), parcels().replace("true", "yes").replace("c0,false", "c0,maybe"));

        Said said = CommandLines.run(
                "backfill",
                "-f",
                definition.toString(),
                "--source",
                file.toString(),
                "--label-delay=0",
                "--into",
                into().toString());

        assertThat(said.err()).isEmpty();
        List<GenericRecord> examples = read("examples.avro");
        assertThat(examples)
                .hasSize(ROWS - 125)
                .extracting(example -> example.get("label").toString())
                .containsOnly("yes", "false");
        GenericRecord row = read("rows.avro").get(12);
        assertThat(row.get("eventId")).hasToString("p12");
        assertThat(((GenericRecord) row.get("features")).get("depot_late"))
                .as("of p0, p2, p4, p6, p8 and p10 all but p6 count; p0, p4 and p8 were late")
                .isEqualTo(0.6);
    }

    private Path ofTexts() throws IOException {
        Files.copy(DEFINITION.resolveSibling("parcel.avsc"), folder.resolve("parcel.avsc"));
        return Files.writeString(
                folder.resolve("parcels.yaml"),
                Files.readString(DEFINITION).replace("positive: true", "classes: ['false', 'yes']"));
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsSaidInOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("parcels.csv"), parcels());

        Said said = CommandLines.run(
                "backfill",
                "-f",
                DEFINITION.toString(),
                "--source",
                file.toString(),
                "--into",
                file.resolve("below").toString());

        assertThat(said.code()).isEqualTo(HeadraceCommand.FAILED);
        assertThat(said.err().strip())
                .startsWith("✘")
                .contains("cannot be written")
                .hasLineCount(1);
    }

    @Test
    void aTimeWithoutEventsIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("parcels.csv"), parcels());

        Said said = backfill(file, "--from", "2026-03-02T02:00:00Z", "--to", "2026-03-02T02:00:00Z");

        assertThat(said.code()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(said.err())
                .contains("--from 2026-03-02T02:00:00Z --to 2026-03-02T02:00:00Z: right is a --from before --to");
    }

    /** Both would write the same files. */
    @Test
    void aSecondBackfillIntoADirectoryWaitsItsTurn() throws IOException {
        Path file = Files.writeString(folder.resolve("parcels.csv"), parcels());
        try (DirectoryLock _ = DirectoryLock.of(into()).orElseThrow()) {
            Said said = backfill(file);

            assertThat(said.code()).isEqualTo(HeadraceCommand.WRONG);
            assertThat(said.err()).contains("--into " + into() + ": another backfill is writing it");
            assertThat(folder.resolve("result.part")).doesNotExist();
        }

        assertThat(backfill(file).code()).isZero();
        assertThat(read("rows.avro")).hasSize(ROWS);
        assertThat(folder.resolve("result.part.lock"))
                .as("it stays, and locks nothing")
                .isEmptyFile();
    }

    @Test
    void theLockOfAKilledRunLocksNothing() throws IOException {
        Files.writeString(folder.resolve("result.part.lock"), "left");

        assertThat(backfill(Files.writeString(folder.resolve("parcels.csv"), parcels()))
                        .code())
                .isZero();
    }

    /** Of two files one would be left out without a word. */
    @Test
    void twoFilesOfOneReferenceAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("parcels.csv"), parcels());

        Said said = backfill(file, "--reference", "depots=first.csv", "--reference", "depots=second.csv");

        assertThat(said.code()).isEqualTo(HeadraceCommand.WRONG);
        assertThat(said.err()).contains("--reference depots=").contains("one file");
    }

    private Said backfill(Path source, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "backfill",
                "-f",
                DEFINITION.toString(),
                "--source",
                source.toString(),
                "--label-delay=10",
                "--into",
                into().toString()));
        arguments.addAll(List.of(more));
        return CommandLines.run(arguments.toArray(String[]::new));
    }

    /** One a minute, from two depots in turn. */
    private static String parcels() {
        StringBuilder rows = new StringBuilder("parcelId,at,depot,distance,weight,carrier,late\n");
        for (int i = 0; i < ROWS; i++) {
            rows.append("p%d,%s,d%d,%d.5,%d.25,c%d,%s%n"
                    .formatted(i, START.plus(Duration.ofMinutes(i)), i % 2, 1 + i % 19, 1 + i % 7, i % 3, i % 4 == 0));
        }
        return rows.toString();
    }

    private List<GenericRecord> read(String file) throws IOException {
        List<GenericRecord> records = new ArrayList<>();
        try (DataFileReader<GenericRecord> reader =
                new DataFileReader<>(into().resolve(file).toFile(), new GenericDatumReader<>())) {
            reader.forEach(records::add);
        }
        return records;
    }
}
