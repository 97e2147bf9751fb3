package io.headrace.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.PipelineSchemas;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadTest {

    private static final Instant AT = Instant.parse("2026-03-03T10:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void theWidePipelineHasThirtyFeaturesOfThreeKeys() {
        PipelineDefinition definition =
                DefinitionReader.readValid(Workload.wide("wide-1").write(directory));

        assertThat(definition.features()).hasSize(30);
        assertThat(definition.events().keys()).containsExactlyInAnyOrder("card", "shop", "city");
    }

    @Test
    void theNarrowPipelineHasThreeFeatures() {
        assertThat(DefinitionReader.readValid(Workload.narrow("narrow-1").write(directory))
                        .features())
                .hasSize(3);
    }

    @Test
    void theOrderingIsWrittenOnlyWhereItIsAskedFor() {
        assertThat(Workload.live("latency", Optional.empty()).definition()).doesNotContain("ordering");
        assertThat(Workload.live("latency", Optional.of("eager")).definition())
                .contains("lateness: PT10M, ordering: eager}");
    }

    @Test
    void theLivePipelineIsValid() {
        Path file = Workload.live("latency", Optional.empty()).write(directory);

        assertThat(DefinitionReader.readValid(file).features()).hasSize(30);
    }

    @Test
    void labelsAreThoseThatTheDefinitionExpects() {
        PipelineDefinition definition =
                DefinitionReader.readValid(Workload.wide("wide-1").write(directory));
        PipelineSchemas schemas = PipelineSchemas.of(definition);
        Events events = new Events("wide-1");

        assertThat(events.label("e-1", 1, AT).getSchema()).isEqualTo(schemas.label());
        assertThat(events.event("e-1", 1, AT).getSchema()).isEqualTo(schemas.event());
    }

    @Test
    void theSameNumberIsTheSameEvent() {
        Events events = new Events("wide-1");

        assertThat(events.event("e-7", 7, AT)).isEqualTo(events.event("e-7", 7, AT));
        assertThat(events.event("e-7", 7, AT)).isNotEqualTo(events.event("e-7", 8, AT));
    }

    @Test
    void someEventsAreBadAndMostAreNot() {
        Events events = new Events("wide-1");

        long bad = IntStream.range(0, 10_000)
                .mapToObj(number -> events.label("e-" + number, number, AT))
                .filter(label -> (boolean) label.get(Workload.LABEL))
                .count();

        assertThat(bad).isBetween(1_500L, 2_500L);
    }
}
