package io.headrace.schemas.definition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be predicted and when that counts as solved.
 *
 * @param kind binary, multiclass or regression
 * @param label the label's name: the value field of the labels topic
 * @param labelType how a label's value is written in the labels topic
 * @param classes every class as text, in the order of a model's probabilities; for a binary problem two, the positive class
 *     last; empty for a regression and for a multiclass problem whose classes the training data tells
 * @param metric the primary metric: what candidates are compared by
 * @param success the criterion above (or below) which the problem counts as solved, where one is stated
 * @param report further metrics to report
 */
public record Problem(
        ProblemKind kind,
        String label,
        LabelType labelType,
        List<String> classes,
        Metric metric,
        Optional<Criterion> success,
        List<Metric> report) {

    public Problem {
        classes = List.copyOf(classes);
        report = List.copyOf(report);
        Bounds.name("problem.label", label);
        checkClasses(kind, labelType, classes);
        Stream.of(Stream.of(metric), success.stream().map(Criterion::metric), report.stream())
                .flatMap(metrics -> metrics)
                .filter(judge -> !judge.fits(kind))
                .forEach(judge -> {
                    throw new IllegalArgumentException(judge.text() + " does not judge a problem of kind " + kind);
                });
    }

    private static void checkClasses(ProblemKind kind, LabelType labelType, List<String> classes) {
        boolean fits = switch (kind) {
            case BINARY -> classes.size() == 2 && labelType != LabelType.DOUBLE;
            case MULTICLASS -> classes.size() != 1 && labelType != LabelType.DOUBLE;
            case REGRESSION -> classes.isEmpty() && labelType == LabelType.DOUBLE;
        };
        if (!fits || classes.stream().distinct().count() < classes.size()) {
            throw new IllegalArgumentException(
                    "a problem of kind " + kind + " does not have the classes " + classes + " of type " + labelType);
        }
    }

    /** The positive class of a binary problem. */
    public String positive() {
        if (kind != ProblemKind.BINARY) {
            throw new IllegalStateException("only a binary problem has a positive class, this one is " + kind);
        }
        return classes.getLast();
    }
}
