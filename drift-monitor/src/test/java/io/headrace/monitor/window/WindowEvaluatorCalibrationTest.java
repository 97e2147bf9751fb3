package io.headrace.monitor.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.monitor.TestPipeline;
import io.headrace.monitor.drift.DriftTest;
import io.headrace.monitor.drift.WindowRule;
import io.headrace.monitor.reference.ReferenceDistribution;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A new version at every window: what is stated about false alarms and power holds across versions. */
class WindowEvaluatorCalibrationTest {

    private static final int ROWS = 500;
    private static final FeatureSignature SIGNATURE =
            new FeatureSignature(IntStream.range(0, 8).mapToObj(i -> "f" + i).toList(), List.of());
    private static final WindowRule RULE = new WindowRule(ROWS, Duration.ZERO);

    private final RandomGenerator random = new SplittableRandom(5);
    private final Map<String, StatisticState> states = new HashMap<>();
    private SampledWindow previous = new SampledWindow(List.of(), Map.of());
    private long sequence;

    @Test
    void alarmsNoMoreOftenThanStated() {
        WindowEvaluator evaluator = new WindowEvaluator(new DriftTest(0.05, 0.0), RULE);
        int alarms = 0;
        for (int version = 1; version <= 200; version++) {
            alarms += window(evaluator, version, 0, 0).decided().drifted() ? 1 : 0;
        }

        // With a rate of 5 % over 200 windows, 17 or more alarms have a probability of 2.5 %.
        assertThat(alarms).isLessThanOrEqualTo(16);
    }

    @Test
    void versionsTrainedOnOtherRowsThanTheStreamsAreNoNews() {
        WindowEvaluator evaluator = new WindowEvaluator(new DriftTest(0.01, 0.2), RULE);
        int alarms = 0;
        int announced = 0;
        for (int version = 1; version <= 60; version++) {
            WindowEvaluation evaluation = window(evaluator, version, 1.0, 0);
            alarms += evaluation.decided().drifted() ? 1 : 0;
            announced += evaluation.fromTheStart().isEmpty() ? 0 : 1;
        }

        assertThat(alarms).isZero();
        assertThat(announced).isEqualTo(1);
    }

    @Test
    void aShiftIsFoundThoughEveryVersionServesForOneWindowOnly() {
        WindowEvaluator evaluator = new WindowEvaluator(new DriftTest(0.01, 0.2), RULE);
        for (int version = 1; version <= 5; version++) {
            window(evaluator, version, 0, 0);
        }

        assertThat(window(evaluator, 6, 0, 1.0).decided().movedFeatures())
                .singleElement()
                .matches(result -> result.statistic().equals("f0"));
    }

    /** A window by a new version: trained with the first feature shifted so far, on rows with it shifted so far. */
    private WindowEvaluation window(WindowEvaluator evaluator, int number, double trainedShift, double shift) {
        PipelineDefinition definition = TestPipeline.definition(
                SIGNATURE.numeric().stream()
                        .map(name -> (Feature) new Feature.Numeric(name, "amount"))
                        .toList(),
                TestPipeline.definition().monitor());
        ReferenceDistribution version = ReferenceDistribution.of(
                TestPipeline.version(number, definition, rows(4000, trainedShift)), definition);
        List<ObservedRow> rows = new ArrayList<>();
        for (FeatureValues values : rows(ROWS, shift)) {
            rows.add(new ObservedRow(sequence, sequence, version.model(), random.nextDouble(), SIGNATURE, values));
            sequence++;
        }
        SampledWindow window = new SampledWindow(rows, Map.of());
        SampledWindow before = previous;
        Set<String> alerted = new HashSet<>();
        WindowEvaluation evaluation = evaluator
                .evaluate(
                        version,
                        window,
                        () -> before,
                        name -> Optional.ofNullable(states.get(name)).orElseGet(() -> StatisticState.unknown(name)),
                        alerted)
                .orElseThrow();
        evaluation.states().forEach(state -> states.put(state.statistic(), state));
        previous = window;
        return evaluation;
    }

    private List<FeatureValues> rows(int count, double shift) {
        return IntStream.range(0, count)
                .mapToObj(_ -> {
                    double[] values = random.doubles(SIGNATURE.numeric().size())
                            .map(value -> value * Math.sqrt(12))
                            .toArray();
                    values[0] += shift;
                    return new FeatureValues(values, new String[0]);
                })
                .toList();
    }
}
