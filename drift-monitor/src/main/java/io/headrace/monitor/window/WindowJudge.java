package io.headrace.monitor.window;

import io.headrace.monitor.drift.CountedStatistic;
import io.headrace.monitor.drift.DriftTest;
import io.headrace.monitor.drift.DriftVerdict;
import io.headrace.monitor.drift.Finding;
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
 * Judges a window by the version that serves at its end.
 *
 * <p>What already differs from a version's training rows when it begins to serve is not news: it was trained on the newest
 * labelled rows a moment before. So a statistic that differs, or may, in the first window that the version closes is from then
 * on compared with the window before it, too (with that first window, where there is none before): it moved only where it
 * differs from both. That earlier window outlives the version; it is given up when a later version's training rows match
 * the stream again. A statistic that had begun to move before the version served, or whose alarm stands, is compared with the
 * training rows alone: nothing that moved under a standing alarm becomes its own reference. Scores of two versions cannot be
 * compared, so theirs is always the version's own first window. Immutable.
 */
public record WindowJudge(DriftTest test, WindowRule rule) {

    /**
     * Judges a window.
     *
     * @param previous the window before it; empty where there is none
     * @param known of every statistic that was compared before
     * @param alerted statistics whose alarm stands
     * @return empty where not one statistic can be counted
     */
    public Optional<WindowJudgement> judge(
            ReferenceDistribution version,
            SampledWindow window,
            Supplier<SampledWindow> previous,
            Function<String, StatisticState> known,
            Set<String> alerted) {
        List<CountedStatistic> trained = window.count(version, rule, _ -> Optional.empty());
        if (trained.isEmpty()) {
            return Optional.empty();
        }
        DriftVerdict againstTraining = test.judge(trained);
        Map<String, StatisticState> states = new HashMap<>();
        for (Finding finding : againstTraining.findings()) {
            StatisticState state = known.apply(finding.statistic());
            states.put(
                    finding.statistic(),
                    state.isNewFor(version.model())
                            ? state.withEarlier(earlier(state, finding, version, window, previous, alerted))
                            : state);
        }
        List<CountedStatistic> counted = window.count(
                version, rule, name -> Optional.ofNullable(states.get(name)).flatMap(StatisticState::earlier));
        DriftVerdict decided = test.judge(counted);
        return Optional.of(new Comparison(version.model(), againstTraining, decided, states, alerted)
                .judgement(DriftTest.changeSince(counted, decided)));
    }

    private static Optional<SampledValues> earlier(
            StatisticState state,
            Finding finding,
            ReferenceDistribution version,
            SampledWindow window,
            Supplier<SampledWindow> previous,
            Set<String> alerted) {
        if (!finding.suspect() || alerted.contains(finding.statistic())) {
            return Optional.empty();
        }
        Statistic statistic = version.statistics().stream()
                .filter(one -> one.name().equals(finding.statistic()))
                .findFirst()
                .orElseThrow();
        if (finding.isPrediction()) {
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

        WindowJudgement judgement(long changeSince) {
            List<Finding> reported = new ArrayList<>();
            List<Finding> fromTheStart = new ArrayList<>();
            List<StatisticState> after = new ArrayList<>();
            Map<String, Finding> decisions =
                    decided.findings().stream().collect(Collectors.toMap(Finding::statistic, Function.identity()));
            for (Finding trained : againstTraining.findings()) {
                StatisticState state =
                        before.getOrDefault(trained.statistic(), StatisticState.unknown(trained.statistic()));
                Finding decision = decisions.getOrDefault(trained.statistic(), trained);
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
            return new WindowJudgement(new DriftVerdict(reported), decided, fromTheStart, changeSince, after);
        }
    }
}
