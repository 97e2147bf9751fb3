package io.headrace.monitor.performance;

import io.headrace.schemas.definition.ProblemKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The newest labelled predictions of several versions that served one after the other, taken together: each of them alone
 * served too briefly to be judged. What is expected of them is the mean of what is expected of each, weighted by their labelled
 * predictions. Probabilities are calibrated when a version is trained, so those of several can be ranked together.
 *
 * @param versions with at least one outcome here, in the order of their last
 */
public record ServingLine(List<VersionOutcomes> versions) {

    public ServingLine {
        versions = List.copyOf(versions);
    }

    /**
     * The newest outcomes of some versions. One of another kind than the last, or with no known expectation, is left out.
     *
     * @param most how many outcomes at most
     */
    public static ServingLine of(List<VersionOutcomes> candidates, int most) {
        List<VersionOutcomes> known = candidates.stream()
                .filter(one -> !one.outcomes().isEmpty()
                        && !Double.isNaN(one.expected().value()))
                .sorted(Comparator.comparingLong(one -> one.outcomes().getLast().sequence()))
                .toList();
        if (known.isEmpty()) {
            return new ServingLine(List.of());
        }
        ProblemKind kind = known.getLast().expected().kind();
        List<VersionOutcomes> alike =
                known.stream().filter(one -> one.expected().kind() == kind).toList();
        long from = first(alike, most);
        return new ServingLine(alike.stream()
                .map(one -> new VersionOutcomes(
                        one.model(),
                        one.expected(),
                        one.outcomes().stream()
                                .filter(outcome -> outcome.sequence() >= from)
                                .toList()))
                .filter(one -> !one.outcomes().isEmpty())
                .toList());
    }

    /** Sequence of the oldest of the newest outcomes; the least number where there are not enough. */
    public static long first(List<VersionOutcomes> versions, int most) {
        return versions.stream()
                .flatMap(one -> one.outcomes().stream())
                .map(Outcome::sequence)
                .sorted(Comparator.reverseOrder())
                .skip(most - 1L)
                .findFirst()
                .orElse(Long.MIN_VALUE);
    }

    public List<String> models() {
        return versions.stream().map(VersionOutcomes::model).toList();
    }

    public int size() {
        return versions.stream().mapToInt(one -> one.outcomes().size()).sum();
    }

    /** All of them as one; at least one outcome. In the classes of the newest version; a truth it does not know is left out. */
    public VersionOutcomes together() {
        VersionOutcomes newest = versions.getLast();
        List<String> classes = newest.expected().classes();
        List<Outcome> outcomes = new ArrayList<>();
        double expected = 0;
        long rows = Long.MAX_VALUE;
        for (VersionOutcomes version : versions) {
            expected += version.expected().value() * version.outcomes().size() / size();
            rows = Math.min(rows, version.expected().rows());
            version.outcomes()
                    .forEach(outcome ->
                            translated(outcome, version.expected(), classes).ifPresent(outcomes::add));
        }
        outcomes.sort(Comparator.comparingLong(Outcome::sequence));
        ExpectedPerformance one = newest.expected();
        return new VersionOutcomes(
                newest.model(),
                new ExpectedPerformance(one.kind(), classes, one.threshold(), one.metric(), expected, rows),
                outcomes);
    }

    private static Optional<Outcome> translated(Outcome outcome, ExpectedPerformance from, List<String> classes) {
        if (from.kind() != ProblemKind.MULTICLASS || from.classes().equals(classes)) {
            return Optional.of(outcome);
        }
        int truth = classes.indexOf(from.classes().get((int) outcome.truth()));
        return truth < 0
                ? Optional.empty()
                : Optional.of(new Outcome(
                        outcome.sequence(),
                        outcome.eventTime(),
                        classes.stream()
                                .map(from.classes()::indexOf)
                                .map(place ->
                                        place < 0 ? 0.0 : outcome.predicted().get(place))
                                .toList(),
                        truth));
    }
}
