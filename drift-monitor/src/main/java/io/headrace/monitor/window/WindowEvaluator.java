package io.headrace.monitor.window;

import io.headrace.monitor.drift.CountedStatistic;
import io.headrace.monitor.drift.DriftResult;
import io.headrace.monitor.drift.DriftTest;
import io.headrace.monitor.drift.DriftVerdict;
import io.headrace.monitor.drift.WindowRule;
import io.headrace.monitor.reference.ReferenceDistribution;
import io.headrace.monitor.reference.Statistic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Evaluates a window by the version that serves at its end.
 *
 * <p>What already differs from a version's training rows when it begins to serve is not news: it was trained on the newest
 * labelled rows a moment before. So a statistic that differs, or may, in the first window that the version closes is from then
 * on compared with the window before it, too (with that first window, where there is none before): it moved only where it
 * differs from both. That earlier window outlives the version; it is given up when a later version's training rows match
 * the stream again. A statistic that had begun to move before the version served, or whose alarm stands, is compared with the
 * training rows alone: nothing that moved under a standing alarm becomes its own reference. Scores of two versions cannot be
 * compared, so theirs is always the version's own first window. Immutable.
 */
public record WindowEvaluator(DriftTest test, WindowRule rule) {

    /**
     * Evaluates a window.
     *
     * @param previous the window before it; empty where there is none
     * @param known of every statistic that was compared before
     * @param alerted statistics whose alarm stands
     * @return empty where not one statistic can be counted
     */
    public Optional<WindowEvaluation> evaluate(
            ReferenceDistribution version,
            SampledWindow window,
            Supplier<SampledWindow> previous,
            Function<String, StatisticState> known,
            Set<String> alerted) {
        List<CountedStatistic> trained = window.count(version, rule, _ -> Optional.empty());
        if (trained.isEmpty()) {
            return Optional.empty();
        }
        DriftVerdict againstTraining = test.evaluate(trained);
        Map<String, StatisticState> states = new HashMap<>();
        for (DriftResult result : againstTraining.results()) {
            StatisticState state = known.apply(result.statistic());
            states.put(
                    result.statistic(),
                    state.isNewFor(version.model())
                            ? state.withEarlier(earlier(state, result, version, window, previous, alerted))
                            : state);
        }
        List<CountedStatistic> counted = window.count(
                version, rule, name -> Optional.ofNullable(states.get(name)).flatMap(StatisticState::earlier));
        DriftVerdict decided = test.evaluate(counted);
        return Optional.of(new Comparison(version.model(), againstTraining, decided, states, alerted)
                .evaluation(DriftTest.changeSince(counted, decided)));
    }

    private static Optional<SampledValues> earlier(
            StatisticState state,
            DriftResult result,
            ReferenceDistribution version,
            SampledWindow window,
            Supplier<SampledWindow> previous,
            Set<String> alerted) {
        if (!result.suspect() || alerted.contains(result.statistic())) {
            return Optional.empty();
        }
        Statistic statistic = version.statistics().stream()
                .filter(one -> one.name().equals(result.statistic()))
                .findFirst()
                .orElseThrow();
        if (result.isPrediction()) {
            return window.values(statistic, version.model());
        }
        if (state.earlier().isPresent()) {
            return state.earlier();
        }
        return state.suspect()
                ? Optional.empty()
                : previous.get().values(statistic, version.model()).or(() -> window.values(statistic, version.model()));
    }

    /** Both verdicts of a window side by side. */
    private record Comparison(
            String model,
            DriftVerdict againstTraining,
            DriftVerdict decided,
            Map<String, StatisticState> before,
            Set<String> alerted) {

        WindowEvaluation evaluation(long changeSince) {
            List<DriftResult> reported = new ArrayList<>();
            List<DriftResult> fromTheStart = new ArrayList<>();
            List<StatisticState> after = new ArrayList<>();
            Map<String, DriftResult> decisions =
                    decided.results().stream().collect(Collectors.toMap(DriftResult::statistic, Function.identity()));
            for (DriftResult trained : againstTraining.results()) {
                StatisticState state =
                        before.getOrDefault(trained.statistic(), StatisticState.unknown(trained.statistic()));
                DriftResult decision = decisions.getOrDefault(trained.statistic(), trained);
                boolean isNew = state.isNewFor(model);
                reported.add(isNew ? trained : decision);
                boolean differs =
                        isNew && trained.drifted() && !decision.drifted() && !alerted.contains(trained.statistic());
                if (differs && !state.announced()) {
                    fromTheStart.add(trained);
                }
                boolean announced = isNew ? differs || (state.announced() && trained.suspect()) : state.announced();
                after.add(state.after(model, decision.suspect(), announced));
            }
            return new WindowEvaluation(new DriftVerdict(reported), decided, fromTheStart, changeSince, after);
        }
    }
}
