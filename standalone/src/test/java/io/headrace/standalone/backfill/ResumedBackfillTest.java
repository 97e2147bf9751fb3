package io.headrace.standalone.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroSerdes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backfill that was killed goes on where it was, and writes the bytes that it would have written. */
class ResumedBackfillTest {

    private static final Path PARCELS = Path.of("src", "test", "resources", "fuzz");
    private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    private static final AvroSerdes SERDES = AvroSerdes.of(Map.of("schema.registry.url", "mock://resumed"));
    private static final int ROWS = 2_000;
    private static final int BATCH = 100;
    private static final int LABEL_DELAY = 50;

    private static final String SCANS = """
            streams:
              scans:
                schema: {type: record, name: Scan, fields: [{name: scanId, type: string},
                  {name: when, type: {type: long, logicalType: timestamp-millis}}, {name: depot, type: [\"null\", string]}]}
                id: scanId
                time: when
            features:
              scans: {count: all, from: scans, by: depot, over: [PT1H, PT12H]}
              since_scan: {timeSince: last, from: scans, by: depot}
            """;

    private Path folder = Path.of("");
    private long resumed;

    @TempDir
    Path other;

    @BeforeProperty
    void begin() throws IOException {
        folder = Files.createTempDirectory("resumed");
        Files.copy(PARCELS.resolve("parcel.avsc"), folder.resolve("parcel.avsc"));
    }

    @AfterProperty
    void end() throws IOException {
        assertThat(resumed).as("runs that went on with a checkpoint").isPositive();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * Killed up to four times, with duplicates, late, refused and broken rows, several files, labels that come, do not come or come twice, and
     * a further stream, which ends before the rows do, or none.
     */
    @Property(tries = 8)
    void theBytesAreThoseOfARunThatWasNotKilled(
            @ForAll Random random,
            @ForAll boolean silent,
            @ForAll boolean beside,
            @ForAll @IntRange(min = 1, max = 3) int threads)
            throws IOException, InterruptedException {
        PipelineDefinition definition = definition(silent ? "negative" : "unlabelled", beside);
        List<Path> parcels = List.of(
                Files.writeString(folder.resolve("first.csv"), parcels(0, ROWS / 2, random)),
                Files.writeString(folder.resolve("second.csv"), parcels(ROWS / 2, ROWS, random)));
        List<Path> scans = List.of(
                Files.writeString(folder.resolve("scans.csv"), scans(0, ROWS / 4, random)),
                Files.writeString(folder.resolve("more-scans.csv"), scans(ROWS / 4, ROWS / 2, random)));
        FileSource.Files files = new FileSource.Files(parcels, beside ? Map.of("scans", scans) : Map.of());
        Path whole = Files.createTempDirectory(folder, "whole");
        Path killed = Files.createTempDirectory(folder, "killed");
        run(definition, files, whole, threads, Integer.MAX_VALUE);

        for (int kills = random.nextInt(4); kills >= 0; kills--) {
            run(definition, files, killed, threads, random.nextInt(ROWS / 2));
        }
        if (!Files.exists(killed.resolve("rows.avro"))) {
            run(definition, files, killed, threads, Integer.MAX_VALUE);
        }

        for (String file : List.of("rows.avro", "examples.avro")) {
            assertThat(killed.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
        assertThat(killed.resolve("checkpoint")).doesNotExist();
    }

    @Test
    void aCheckpointThatIsDamagedOrOfAnotherRunIsNone() throws IOException {
        Path file = other.resolve("checkpoint");
        List<String> run = List.of("definition 1", "threads 2");
        assertThat(new Checkpoint(file, run, Duration.ZERO).isThere()).isFalse();

        new Checkpoint(file, run, Duration.ZERO).write(List.of());
        assertThat(new Checkpoint(file, run, Duration.ZERO).isThere()).isTrue();
        assertThat(new Checkpoint(file, List.of("definition 1", "threads 3"), Duration.ZERO).isThere())
                .isFalse();
        assertThat(new Checkpoint(file, List.of("definition 1"), Duration.ZERO).isThere())
                .isFalse();

        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;
            Files.write(file, damaged);
            assertThat(new Checkpoint(file, run, Duration.ZERO).isThere())
                    .as("with byte %s changed", i)
                    .isFalse();
        }
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThat(new Checkpoint(file, run, Duration.ZERO).isThere()).isFalse();
        }
    }

    /** @param rows how many are written before it is killed */
    private void run(PipelineDefinition definition, FileSource.Files files, Path into, int threads, int rows)
            throws InterruptedException {
        Killable output = new Killable(
                AvroDirectory.open(into, new FeatureRecords(definition), List.of("threads " + threads), Duration.ZERO),
                rows);
        resumed += output.checkpoint().filter(Checkpoint::isThere).isPresent() ? 1 : 0;
        try (Source source = new InSmallBatches(FileSource.open(
                files, definition, LABEL_DELAY, START + Duration.ofDays(30).toMillis()))) {
            Backfill.ofRows(definition, SERDES, source, output, Backfill.Settings.ofAll(threads))
                    .run((_, _) -> {});
        } catch (Killed _) {
            // As a process that is killed, it closes nothing.
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Is killed after so many rows, and not before there is a checkpoint. */
    private static final class Killable implements Output {

        private final AvroDirectory into;
        private int left;

        Killable(AvroDirectory into, int left) {
            this.into = into;
            this.left = left;
        }

        @Override
        public Optional<Checkpoint> checkpoint() {
            return into.checkpoint();
        }

        @Override
        public List<Resumable> parts() {
            return into.parts();
        }

        @Override
        public void row(String eventId, long time, byte[] value) {
            if (--left < 0 && into.checkpoint().filter(Checkpoint::isThere).isPresent()) {
                throw new Killed();
            }
            into.row(eventId, time, value);
        }

        @Override
        public void example(String eventId, long time, byte[] value) {
            into.example(eventId, time, value);
        }

        @Override
        public void complete() {
            into.complete();
        }

        @Override
        public void close() {}
    }

    private record InSmallBatches(FileSource files) implements Source {

        @Override
        public Lanes lanes() {
            return files.lanes();
        }

        @Override
        public List<Incoming> next(int most) {
            return files.next(BATCH);
        }

        @Override
        public double share() {
            return files.share();
        }

        @Override
        public Optional<Resumable> place() {
            return files.place();
        }

        @Override
        public LabelsBeside labels() {
            return files.labels();
        }

        @Override
        public SortedMap<String, Long> refusedLabels() {
            return files.refusedLabels();
        }

        @Override
        public void close() {
            files.close();
        }
    }

    private static String parcels(int from, int to, Random random) {
        StringBuilder rows = new StringBuilder("parcelId,at,depot,distance,weight,carrier,late\n");
        for (int i = from; i < to; i++) {
            int id = random.nextInt(20) == 0 ? random.nextInt(i + 1) : i;
            long at = START + 60_000L * (random.nextInt(10) == 0 ? i - random.nextInt(2_000) : i);
            rows.append("p%d,%s,d%d,%s,%d.25,c%d,%s%n"
                    .formatted(
                            id,
                            Instant.ofEpochMilli(at),
                            random.nextInt(6),
                            random.nextInt(50) == 0 ? "far" : random.nextInt(20) + ".5",
                            random.nextInt(8) - (random.nextInt(30) == 0 ? 9 : 0),
                            random.nextInt(300),
                            List.of("true", "false", "").get(random.nextInt(3))));
        }
        return rows.toString();
    }

    private static String scans(int from, int to, Random random) {
        StringBuilder rows = new StringBuilder("scanId,when,depot\n");
        for (int i = from; i < to; i++) {
            long at = START + 90_000L * (random.nextInt(10) == 0 ? i - random.nextInt(300) : i);
            rows.append("s%d,%s,%s%n"
                    .formatted(
                            random.nextInt(20) == 0 ? random.nextInt(i + 1) : i,
                            random.nextInt(50) == 0 ? "soon" : Instant.ofEpochMilli(at),
                            random.nextInt(9) == 0 ? "" : "d" + random.nextInt(6)));
        }
        return rows.toString();
    }

    private PipelineDefinition definition(String silence, boolean beside) throws IOException {
        String text = Files.readString(PARCELS.resolve("parcels.yaml"))
                .replace("silence: unlabelled", "silence: " + silence)
                .replace("features:\n", "features:\n  depot_ever: {sum: weight, by: depot, over: lifetime}\n")
                .replace("features:\n", beside ? SCANS : "features:\n");
        return DefinitionReader.readValid(Files.writeString(folder.resolve("parcels.yaml"), text));
    }
}
