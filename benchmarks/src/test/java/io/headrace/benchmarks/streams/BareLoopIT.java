package io.headrace.benchmarks.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.benchmarks.figures.Timeline;
import io.headrace.benchmarks.process.ChildProcess;
import io.headrace.benchmarks.process.LocalKafka;
import io.headrace.benchmarks.workload.Pipeline;
import io.headrace.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The yardstick itself, against a real broker and registry: each record once, and its time taken. */
class BareLoopIT {

    private static final int EVENTS = 3_000;

    @TempDir
    private static Path directory;

    private static LocalKafka kafka;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start(directory);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void everyRecordIsCopiedOnceWhateverThePartitionsAndThreads() {
        Pipeline pipeline = Pipeline.create(Workload.narrow("bare"), directory.resolve("bare"), 4, kafka);
        pipeline.fill(pipeline.topics().raw(), EVENTS, kafka);
        String output = pipeline.besides("copied", kafka);
        List<String> command = ChildProcess.main(
                BareLoop.class,
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                pipeline.topics().raw(),
                output,
                "20",
                "2");

        Timeline timeline;
        GroupProgress committed = new GroupProgress(
                kafka.admin(), "bare-" + output, List.of(pipeline.topics().raw()));
        try (OutputProgress counted = new OutputProgress(kafka.bootstrapServers(), output);
                ChildProcess loop =
                        ChildProcess.start("the bare loop", directory.resolve("loop.out"), command, Map.of())) {
            timeline = new Watch(kafka, Duration.ofSeconds(30)).follow(loop, counted, EVENTS);
        }

        assertThat(timeline.records()).isEqualTo(EVENTS);
        assertThat(OutputProgress.count(kafka.bootstrapServers(), output)).isEqualTo(EVENTS);
        assertThat(committed.expected()).isEqualTo(EVENTS);
        assertThat(committed.records()).isEqualTo(EVENTS);
    }
}
