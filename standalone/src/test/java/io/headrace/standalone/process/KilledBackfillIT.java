package io.headrace.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.standalone.backfill.DirectoryLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code headrace backfill} killed with {@code kill -9} and started again with the same command. */
class KilledBackfillIT {

    private static final Path DEFINITION = Path.of("src", "test", "resources", "fuzz", "parcels.yaml");
    private static final int ROWS = 150_000;

    @TempDir
    Path folder;

    @Test
    void itGoesOnAndWritesWhatAnUninterruptedRunWrites() throws Exception {
        Path source = Files.writeString(folder.resolve("parcels.csv"), parcels());
        Path checkpoint = folder.resolve("killed.part").resolve("checkpoint");
        FileTime before = FileTime.fromMillis(0);
        for (int kills = 0; kills < 2; kills++) {
            try (HeadraceProcess killed = HeadraceProcess.start(backfill(source, "killed"))) {
                FileTime last = before;
                await().pollInterval(Duration.ofMillis(
                                1 + ThreadLocalRandom.current().nextInt(40)))
                        .until(() -> Files.exists(checkpoint)
                                && Files.getLastModifiedTime(checkpoint).compareTo(last) > 0);
                killed.kill();
            }
            before = Files.getLastModifiedTime(checkpoint);
        }
        try (HeadraceProcess resumed = HeadraceProcess.start(backfill(source, "killed"));
                HeadraceProcess whole = HeadraceProcess.start(backfill(source, "whole"))) {
            assertThat(resumed.exitCode()).as(resumed.output()).isZero();
            assertThat(whole.exitCode()).as(whole.output()).isZero();
            assertThat(resumed.output()).contains("Goes on where the run before was killed");
            assertThat(whole.output()).doesNotContain("Goes on");
        }

        for (String file : List.of("rows.avro", "examples.avro")) {
            assertThat(folder.resolve("killed").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
        }
        assertThat(folder.resolve("killed.part")).doesNotExist();
    }

    /** A lock that holds within one process need not hold against another. */
    @Test
    void anotherProcessMayNotWriteTheSameDirectory() throws Exception {
        Path source = Files.writeString(folder.resolve("parcels.csv"), parcels());
        try (DirectoryLock _ = DirectoryLock.of(folder.resolve("locked")).orElseThrow()) {
            assertThat(DirectoryLock.of(folder.resolve("locked"))).isEmpty();
            try (HeadraceProcess second = HeadraceProcess.start(backfill(source, "locked"))) {
                assertThat(second.exitCode()).as(second.output()).isEqualTo(2);
                assertThat(second.output()).contains("another backfill is writing it");
            }
            assertThat(folder.resolve("locked")).doesNotExist();
        }
        try (HeadraceProcess next = HeadraceProcess.start(backfill(source, "locked"))) {
            assertThat(next.exitCode()).as(next.output()).isZero();
        }
    }

    private List<String> backfill(Path source, String into) {
        return new ArrayList<>(List.of(
                "backfill",
                "-f",
                DEFINITION.toString(),
                "--source",
                source.toString(),
                "--label-delay=10",
                "--checkpoint-every=PT0.001S",
                "--into",
                folder.resolve(into).toString()));
    }

    private static String parcels() {
        StringBuilder rows = new StringBuilder("parcelId,at,depot,distance,weight,carrier,late\n");
        Instant start = Instant.parse("2026-03-02T00:00:00Z");
        for (int i = 0; i < ROWS; i++) {
            rows.append("p%d,%s,d%d,%d.5,%d.25,c%d,%s%n"
                    .formatted(i, start.plusSeconds(i), i % 97, 1 + i % 19, 1 + i % 7, i % 31, i % 4 == 0));
        }
        return rows.toString();
    }
}
