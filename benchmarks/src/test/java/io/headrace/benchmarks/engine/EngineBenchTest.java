package io.headrace.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At a tiny size: that it runs and says what it measured. */
class EngineBenchTest {

    @Test
    void eachNumberOfEventsAKeyIsMeasuredAndALineOfTheTable(@TempDir Path work) {
        List<String> said = new ArrayList<>();
        EngineResults results = EngineBench.run(new EngineOptions(List.of(10, 100), 1, 2), work, "abcdef1", said::add);

        assertThat(results.runs()).extracting(EngineRun::perKey).containsExactly(10, 100);
        assertThat(results.runs()).allSatisfy(run -> {
            assertThat(run.nanos())
                    .hasSize(2)
                    .allSatisfy(nanos -> assertThat(nanos).isPositive());
            assertThat(run.bytesAllocated())
                    .hasSize(2)
                    .allSatisfy(bytes -> assertThat(bytes).isPositive());
            assertThat(run.storedBytes()).isBetween(20.0, 200.0);
        });
        assertThat(said).containsExactly("10 events a key", "100 events a key");
        assertThat(EngineReport.lines(results)).hasSize(5);
    }
}
