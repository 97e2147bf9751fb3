package io.headrace.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.status.SystemStatus.App;
import io.headrace.standalone.status.SystemStatus.State;
import io.headrace.standalone.topic.Backlog;
import io.headrace.standalone.topic.TopicCount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    private static final String TWO_VERSIONS = """
            {"pipeline": "payments",
             "aliases": {"champion": {"version": 2, "when": "2026-01-01T00:00:00.5Z"}},
             "versions": [{"version": 1, "family": "linear", "metrics": {"prAuc": 0.1}},
               {"version": 2, "family": "trees", "metrics": {"prAuc": 0.2}}]}""";

    @Test
    void whatScoringAnswersWithServes() throws Exception {
        ServingModel model = serving(TWO_VERSIONS, Optional.of("{\"name\": \"payments\", \"versions\": [\"1\"]}"));

        assertThat(model.reference()).isEqualTo("payments@1");
        assertThat(model.champion()).contains("payments@2");
        assertThat(model.isChampion()).isFalse();
        assertThat(model.family()).contains("linear");
        assertThat(model.since()).isEmpty();
        assertThat(serving(TWO_VERSIONS, Optional.of("{\"versions\": [\"0\"]}")).baseline())
                .isTrue();
    }

    private static ServingModel serving(String registered, Optional<String> served) throws IOException {
        return ServingModel.of(
                PAYMENTS,
                Optional.of(JSON.readTree(registered)),
                served.isPresent() ? Optional.of(JSON.readTree(served.get())) : Optional.empty());
    }

    @Test
    void theChampionIsTakenToServeUntilScoringAnswers() throws Exception {
        ServingModel model = serving(TWO_VERSIONS, Optional.empty());

        assertThat(model.reference()).isEqualTo("payments@2");
        assertThat(model.isChampion()).isTrue();
        assertThat(model.since()).contains(Instant.parse("2026-01-01T00:00:00.5Z"));
        assertThat(model.family()).contains("trees");
        assertThat(model.metrics()).containsEntry(model.judgedBy(), 0.2);
    }

    @Test
    void withoutAChampionTheBaselineServes() throws Exception {
        assertThat(ServingModel.of(PAYMENTS, Optional.empty(), Optional.empty()).baseline())
                .isTrue();
        ServingModel model = serving(
                "{\"aliases\": {}, \"versions\": [{\"version\": 1, \"family\": \"linear\"}]}", Optional.empty());
        assertThat(model.reference()).isEqualTo("payments@0");
        assertThat(model.isChampion()).isTrue();
    }

    /** However much others write beside it, to the clean topic say. */
    @Test
    void whatIsDiscardedIsWhatCleaningSays() {
        Topics topics = new Topics(new PipelineName("rides"));
        PrometheusText metrics = new PrometheusText("""
                # TYPE headrace_cleaning_discarded gauge
                headrace_cleaning_discarded{outcome="dropped",stream="events"} 50.0
                headrace_cleaning_discarded{outcome="dropped",stream="logins"} 7.0
                headrace_cleaning_discarded{outcome="duplicate",stream="events"} 10.0
                headrace_cleaning_records_total{outcome="dropped"} 7.0
                """);
        EventCounts counts = EventCounts.of(
                topics,
                Map.of(
                        topics.raw(), new TopicCount(100, new TreeMap<>()),
                        topics.clean(), new TopicCount(80, new TreeMap<>()),
                        topics.quarantine(),
                                new TopicCount(9, new TreeMap<>(Map.of("cleaning: r", 5L, "csv: broken-row", 4L)))),
                StatusReader.discarded(metrics));

        assertThat(counts.events()).isEqualTo(100);
        assertThat(counts.duplicates()).isEqualTo(10);
        assertThat(counts.dropped()).isEqualTo(50);
        assertThat(counts.quarantined()).isEqualTo(9);
    }

    /** What it is not done with it reads again after a start; that is not what it has still to read. */
    @Test
    void theTrainerSaysItselfWhatItHasStillToRead() {
        Backlog backlog = new Backlog(List.of(
                new Backlog.Part("chain", "rides.raw", 3), new Backlog.Part("trainer", "rides.examples", 25_443)));
        PrometheusText metrics = new PrometheusText("headrace_training_behind 7.0\n");

        assertThat(StatusReader.waiting(backlog, metrics)).isEqualTo(new TreeMap<>(Map.of("chain", 3L, "trainer", 7L)));
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
}
