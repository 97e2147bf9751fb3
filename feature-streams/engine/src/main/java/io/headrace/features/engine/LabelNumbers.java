package io.headrace.features.engine;

import io.headrace.features.timeline.Column;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.Label;
import java.util.List;

/** Labels as the numbers that stages remember: a quantity itself, a class as its place among the classes. */
final class LabelNumbers {

    /** The class that silence stands for: the negative one of two, which stands first. */
    static final double SILENT = 0;

    private final String label;
    private final ProblemKind kind;
    private final List<String> classes;

    LabelNumbers(Problem problem) {
        label = problem.label();
        kind = problem.kind();
        classes = problem.classes();
    }

    /** NaN for a class that the definition does not have. */
    double of(Label label) {
        return switch (label) {
            case Label.Category(String name) -> numberOf(name);
            case Label.Quantity(double value) -> value;
        };
    }

    /** NaN for one that the definition does not have. */
    double numberOf(String className) {
        int place = classes.indexOf(className);
        return place < 0 ? Double.NaN : place;
    }

    /** What a rate that names no class is the share of; NaN for the mean of the numbers. */
    double usual() {
        return switch (kind) {
            // The positive class stands last.
            case BINARY -> 1;
            case REGRESSION -> Double.NaN;
            case MULTICLASS -> throw new IllegalArgumentException("a label rate of several classes names one of them");
        };
    }

    /**
     * What remembered labels are recognised by: the label, the kind of problem and its classes, by which the numbers are to be
     * read, and whether
     * events without a given label are remembered, too.
     */
    int identity(boolean silenceIsLabel) {
        return List.of(label, kind.name(), classes, silenceIsLabel).hashCode();
    }

    /** What stages keep of each label, recognised by an {@link #identity}. */
    Column column(int identity) {
        return kind == ProblemKind.REGRESSION
                ? new Column.Numbers(identity)
                : new Column.Classes(identity, classes.size());
    }

    /** Puts a label where a feature's value goes: a quantity itself, a class by its name; NaN is none. */
    void put(double number, int place, StatefulValues into) {
        if (kind == ProblemKind.REGRESSION) {
            into.number(place, number);
        } else {
            into.text(place, Double.isNaN(number) ? "" : classes.get((int) number));
        }
    }
}
