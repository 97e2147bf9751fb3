package io.headrace.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.status.SystemStatus.App;
import io.headrace.standalone.status.SystemStatus.State;
import io.headrace.standalone.topic.TopicCount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** How answers of the apps are understood. */
class StatusReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PipelineDefinition PAYMENTS =
            DefinitionReader.readValid(Path.of("../examples/payments/payments.yaml"));

    @Test
    void appsAreThePartsOfHealthThatTellAState() throws Exception {
        assertThat(StatusReader.apps(JSON.readTree("""
                        {"status": "DOWN", "details": {
                          "diskSpace": {"status": "UP", "details": {"free": 3}},
                          "apps": {"status": "UP", "details": {"state": "started"}},
                          "failedApps": {"status": "DOWN", "details": {"trainer": "no memory"}},
                          "trainer": {"status": "DOWN", "details": {"state": "no memory"}},
                          "scoring": {"status": "DOWN", "details": {"state": "restores stores"}},
                          "cleaning": {"status": "UP", "details": {"state": "running"}}}}""")))
                .containsExactly(
                        new App("cleaning", State.RUNNING, ""),
                        new App("scoring", State.STARTING, "restores stores"),
                        new App("trainer", State.FAILED, "no memory"));
    }

    @Test
    void theChampionServes() throws Exception {
        ServingModel model = ServingModel.of(PAYMENTS, Optional.of(JSON.readTree("""
                        {"pipeline": "payments",
                         "aliases": {"champion": {"version": 2, "when": "2026-01-01T00:00:00.5Z"}},
                         "versions": [{"version": 1, "family": "linear", "metrics": {"prAuc": 0.1}},
                           {"version": 2, "family": "trees", "metrics": {"prAuc": 0.2}}]}""")));

        assertThat(model.reference()).isEqualTo("payments@2");
        assertThat(model.family()).contains("trees");
        assertThat(model.metrics()).containsEntry(model.judgedBy(), 0.2);
    }

    @Test
    void withoutAChampionTheBaselineServes() throws Exception {
        assertThat(ServingModel.of(PAYMENTS, Optional.empty()).baseline()).isTrue();
        assertThat(ServingModel.of(PAYMENTS, Optional.of(JSON.readTree("""
                                        {"aliases": {}, "versions": [{"version": 1, "family": "linear"}]}"""))).reference())
                .isEqualTo("payments@0");
    }

    @Test
    void whatIsNeitherCleanNorRefusedNorWaitingIsADuplicate() {
        Topics topics = new Topics(new PipelineName("rides"));
        EventCounts counts = EventCounts.of(
                topics,
                Map.of(
                        topics.raw(), new TopicCount(100, new TreeMap<>()),
                        topics.clean(), new TopicCount(80, new TreeMap<>()),
                        topics.quarantine(),
                                new TopicCount(9, new TreeMap<>(Map.of("cleaning: r", 5L, "csv: broken-row", 4L)))),
                12,
                Optional.empty());

        assertThat(counts.duplicates()).isEqualTo(100 - 80 - 5 - 12);
        assertThat(counts.quarantined()).isEqualTo(9);
    }

    @Test
    void whatARuleDropsIsNoDuplicate() {
        EventCounts counts = counts(100, 40, Optional.of(Drops.of(new PrometheusText("""
                # TYPE headrace_cleaning_records_total counter
                headrace_cleaning_records_total{outcome="clean"} 40.0
                headrace_cleaning_records_total{outcome="dropped"} 50.0
                headrace_cleaning_records_total{outcome="duplicate"} 10.0
                headrace_push_records_total{outcome="dropped"} 7.0
                """))));

        assertThat(counts.dropped()).isEqualTo(50);
        assertThat(counts.duplicates()).isEqualTo(10);
        assertThat(counts.droppedBefore()).isZero();
    }

    @Test
    void whatAnEarlierProcessDroppedAddsUpToo() {
        EventCounts counts = counts(100, 40, Optional.of(new Drops(3, 20)));

        assertThat(counts.dropped()).isEqualTo(20);
        assertThat(counts.duplicates()).isEqualTo(3);
        assertThat(counts.droppedBefore()).isEqualTo(100 - 40 - 20 - 3);
    }

    @Property
    void thePartsAddUpToTheEvents(
            @ForAll @LongRange(max = 1000) long clean,
            @ForAll @LongRange(max = 1000) long gone,
            @ForAll @LongRange(max = 2000) long duplicates,
            @ForAll @LongRange(max = 2000) long byRule) {
        EventCounts counts = counts(clean + gone, clean, Optional.of(new Drops(duplicates, byRule)));

        assertThat(counts.clean() + counts.duplicates() + counts.dropped() + counts.droppedBefore())
                .isEqualTo(counts.events());
        assertThat(List.of(counts.duplicates(), counts.dropped(), counts.droppedBefore()))
                .allMatch(part -> part >= 0);
    }

    @Test
    void whatWaitsInsideTheAppsIsSummedUp() {
        Held held = Held.of(new PrometheusText("""
                # TYPE headrace_features_held gauge
                headrace_features_held{place="stages"} 3.0
                headrace_features_held{place="rows"} 4.0
                headrace_features_waiting{what="rows"} 1.2E3
                headrace_features_waiting{what="labels"} 5.0
                """));

        assertThat(held).isEqualTo(new Held(7, 1200, 5));
    }

    private static EventCounts counts(long events, long clean, Optional<Drops> drops) {
        Topics topics = new Topics(new PipelineName("rides"));
        return EventCounts.of(
                topics,
                Map.of(
                        topics.raw(), new TopicCount(events, new TreeMap<>()),
                        topics.clean(), new TopicCount(clean, new TreeMap<>())),
                0,
                drops);
    }
}
