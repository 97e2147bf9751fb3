package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.PipelineDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LabelFeaturesTest {

    private static final String THREE = "{kind: multiclass, label: outcome, classes: [early, late, lost]}";

    @Test
    void aLabelRateWithoutAnEntityIsThatOfAllEvents() {
        PipelineDefinition rides = Rides.ofFeatures("distance: distance\nlately: {labelRate: late, over: PT1H}\n");

        assertThat(rides.features()).contains(new Feature.LabelRate("lately", List.of(), Duration.ofHours(1)));
        assertThat(CanonicalForm.of(rides)).contains("\"lately\":{\"labelRate\":\"late\",\"over\":\"PT1H\"}");
        assertThat(FeatureForm.of(rides.features().getLast()).words()).isEqualTo("label rate of all events over PT1H");
    }

    @Test
    void anAggregateWithoutAnEntityIsThatOfAllEvents() {
        PipelineDefinition rides = Rides.ofFeatures("usual: {mean: distance, over: P1D}\n");

        assertThat(rides.features())
                .containsExactly(new Feature.WindowedAggregate(
                        "usual", AggregateFunction.MEAN, "distance", List.of(), Duration.ofDays(1)));
        assertThat(CanonicalForm.of(rides)).contains("\"usual\":{\"mean\":\"distance\",\"over\":\"P1D\"}");
        assertThat(FeatureForm.of(rides.features().getLast()).words())
                .isEqualTo("mean of distance of all events over P1D");
    }

    @Test
    void ofSeveralClassesARateNamesTheOneItIsOf() {
        Feature rate = only(THREE, "lates: {labelRate: outcome, of: late, over: PT1H}");

        assertThat(rate).isEqualTo(new Feature.LabelRate("lates", Optional.of("late"), List.of(), Duration.ofHours(1)));
        assertThat(FeatureForm.of(rate).words()).isEqualTo("label rate of late of all events over PT1H");
    }

    @Test
    void aRateOfAClassIsAnotherFeatureThanOneOfAnother() {
        PipelineDefinition lates = definition(THREE, "rate: {labelRate: outcome, of: late, over: PT1H}");
        PipelineDefinition losts = definition(THREE, "rate: {labelRate: outcome, of: lost, over: PT1H}");

        assertThat(CanonicalForm.of(lates))
                .contains("\"rate\":{\"labelRate\":\"outcome\",\"of\":\"late\",\"over\":\"PT1H\"}");
        assertThat(lates.hash()).isNotEqualTo(losts.hash());
    }

    @Test
    void theLastLabelIsACategoryOrTheQuantityOfARegression() {
        assertThat(only(THREE, "last: {lastLabel: outcome}"))
                .isEqualTo(new Feature.LastLabel("last", FeatureKind.CATEGORICAL, List.of()));
        assertThat(only("{kind: binary, label: late, positive: true}", "last: {lastLabel: late, by: stationId}"))
                .isEqualTo(new Feature.LastLabel("last", FeatureKind.CATEGORICAL, List.of("stationId")));
        Feature number = only("{kind: regression, label: delay}", "last: {lastLabel: delay, by: stationId}");
        assertThat(number).isEqualTo(new Feature.LastLabel("last", FeatureKind.NUMERIC, List.of("stationId")));
        assertThat(FeatureForm.of(number).words()).isEqualTo("last label by stationId");
    }

    @Test
    void countsAndPausesOfLabelsAreOfAClassOrOfAll() {
        String binary = "{kind: binary, label: late, positive: true}";
        Feature all = only(binary, "known: {labelCount: late, by: stationId, over: P7D}");
        Feature some = only(THREE, "lates: {labelCount: outcome, of: late, over: lifetime}");
        Feature since = only(THREE, "since: {timeSinceLabel: outcome, of: lost, by: stationId}");

        assertThat(all)
                .isEqualTo(new Feature.LabelCount(
                        "known", Optional.empty(), List.of("stationId"), new Extent.Time(Duration.ofDays(7))));
        assertThat(some)
                .isEqualTo(new Feature.LabelCount("lates", Optional.of("late"), List.of(), new Extent.Lifetime()));
        assertThat(since).isEqualTo(new Feature.TimeSinceLabel("since", Optional.of("lost"), List.of("stationId")));
        assertThat(Stream.of(all, some, since)
                        .map(feature -> FeatureForm.of(feature).words()))
                .containsExactly(
                        "labels by stationId over P7D",
                        "labels of late of all events since the first",
                        "seconds since the last label of lost by stationId");
        assertThat(only("{kind: regression, label: delay}", "n: {labelCount: delay, by: stationId, over: P7D}"))
                .isInstanceOf(Feature.LabelCount.class);
    }

    @Test
    void ratesAndCountsAreOfTheNewestEvents() {
        String binary = "{kind: binary, label: late, positive: true}";
        Feature rate = only(binary, "risk: {labelRate: late, by: stationId, over: {events: 10}}");
        PipelineDefinition counts =
                definition(binary, "known: {labelCount: late, over: [{events: 3, within: P7D}, {events: 20}]}");

        assertThat(rate)
                .isEqualTo(new Feature.LabelRate(
                        "risk", Optional.empty(), List.of("stationId"), new Extent.Events(10, Extent.LONGEST)));
        assertThat(FeatureForm.of(rate).words()).isEqualTo("label rate by stationId over the last 10 within P400D");
        assertThat(counts.features())
                .containsExactly(
                        new Feature.LabelCount(
                                "known_last3_P7D",
                                Optional.empty(),
                                List.of(),
                                new Extent.Events(3, Duration.ofDays(7))),
                        new Feature.LabelCount(
                                "known_last20", Optional.empty(), List.of(), new Extent.Events(20, Extent.LONGEST)));
        assertThat(CanonicalForm.of(counts))
                .contains("{\"labelCount\":\"late\",\"over\":{\"events\":3,\"within\":\"P7D\"}}");
    }

    @Test
    void countsAndPausesOfAClassAreOthersThanOfAnother() {
        assertThat(Stream.of(
                                "{labelRate: outcome, of: late, over: PT1H}",
                                "{labelRate: outcome, of: late, over: lifetime}",
                                "{labelRate: outcome, of: late, over: {events: 10}}",
                                "{labelRate: outcome, of: late, over: {events: 11}}",
                                "{labelRate: outcome, of: late, over: {events: 10, within: P7D}}",
                                "{labelCount: outcome, over: PT1H}",
                                "{labelCount: outcome, of: late, over: PT1H}",
                                "{labelCount: outcome, of: late, over: lifetime}",
                                "{timeSinceLabel: outcome}",
                                "{timeSinceLabel: outcome, of: late}")
                        .map(feature -> definition(THREE, "f: " + feature))
                        .map(definition -> Meaning.of(definition).features().get("f")))
                .doesNotHaveDuplicates();
    }

    @Test
    void expressionsReadTheLastLabel() {
        PipelineDefinition definition = definition(THREE, "last: {lastLabel: outcome}\n  again: last == 'late'");

        assertThat(definition.features()).hasSize(2);
        assertThat(CanonicalForm.of(definition)).contains("\"last\":{\"lastLabel\":\"outcome\"}");
    }

    private static Feature only(String problem, String feature) {
        return definition(problem, feature).features().getFirst();
    }

    private static PipelineDefinition definition(String problem, String features) {
        return Rides.valid("""
                pipeline: rides
                problem: %s
                events: {schema: event.avsc, id: rideId, time: startedAt, keys: [stationId]}
                features:
                  %s
                """.formatted(problem, features));
    }
}
