package io.headrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testing.Waits;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeTest {

    @TempDir
    private Path directory;

    /** Release 1.29.0 with its telemetry on ends such a process by a segmentation fault. */
    @Test
    void aLongCommandLineDoesNotKillTheProcess() throws Exception {
        File output = directory.resolve("output.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OneModel.class.getName(),
                "/some/where/lib/one-of-many.jar:".repeat(600)));
        builder.environment().remove("ORT_DISABLE_TELEMETRY");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(output).start();

        assertThat(process.waitFor(Waits.SAFETY_NET.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(output.toPath())).isZero();
    }

    /** Loads a model and scores a row. */
    static final class OneModel {

        private OneModel() {}

        public static void main(String[] arguments) {
            ModelArtifact artifact = new ModelArtifact(TinyModels.binary(1, 1));
            try (ModelRunner runner = ModelRunner.open(TinyModels.binaryVersion(1, artifact, 1, 1), artifact)) {
                runner.score(TinyModels.row(List.of("x"), 1));
            }
        }
    }
}
