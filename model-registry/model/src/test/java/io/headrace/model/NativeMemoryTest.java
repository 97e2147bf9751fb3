package io.headrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.feature.FeatureValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class NativeMemoryTest {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final ModelArtifact ARTIFACT = new ModelArtifact(TinyModels.binary(20, 3));
    private static final ModelVersion VERSION = TinyModels.binaryVersion(1, ARTIFACT, 20, 3);
    private static final FeatureValues ROW = TinyModels.row(List.of("risky", "a", ""), new double[20]);

    /**
     * A loaded model of this size holds about half a MiB, buffers included: 200 that leaked would be 100 MiB. The
     * heap must be at its full size first, or its own growth would be counted.
     */
    @Test
    @EnabledIf("canMeasure")
    void loadingAndClosingManyModelsDoesNotGrowTheProcess() throws Exception {
        reload(200); // allocators, heap and compiled code settle
        long before = residentKib();
        reload(200);
        assertThat(residentKib() - before).isLessThan(24 * 1024);
    }

    private static void reload(int times) throws Exception {
        List<FeatureValues> batch = Collections.nCopies(1024, ROW);
        for (int i = 0; i < times; i++) {
            ModelRunner runner = ModelRunner.open(VERSION, ARTIFACT);
            try (runner) {
                runner.score(ROW);
                runner.score(batch);
            }
            assertThat(runner.awaitFreed(Duration.ofSeconds(5))).isTrue();
        }
        System.gc();
    }

    private static long residentKib() throws Exception {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    static boolean canMeasure() {
        return Files.exists(STATUS);
    }
}
