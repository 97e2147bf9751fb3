package io.headrace.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.ProblemKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshProcessTest {

    private static final int EXAMPLES = 900;

    @Test
    void anotherProcessWithOtherThreadsAndHeapGivesTheSameBytes() throws Exception {
        String here = FreshProcess.digest(ProblemKind.BINARY, EXAMPLES);

        assertThat(inAnotherProcess()).contains("sha256=" + here);
    }

    private static String inAnotherProcess() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseParallelGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FreshProcess.class.getName(),
                        ProblemKind.BINARY.name(),
                        String.valueOf(EXAMPLES)))
                .redirectErrorStream(true);
        builder.environment().put("OMP_NUM_THREADS", "3");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
