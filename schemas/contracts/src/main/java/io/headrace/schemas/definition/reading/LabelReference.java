package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.expression.NameSuggestion;
import java.util.List;
import java.util.Optional;

/** What an entry of {@code features} says of the label. */
record LabelReference(FeatureEntry entry) {

    /**
     * What features of labels are written with.
     *
     * @param ofClass the class that is meant, where one is named
     * @param by the fields that name the entity; none: all events together
     */
    record Parts(Optional<String> ofClass, List<String> by) {}

    /** Reads them. Empty after a mistake. */
    Optional<Parts> parts() {
        Optional<List<String>> by = entry.byIfAny();
        Optional<String> label = label();
        Optional<Entry> named = entry.section().find("of");
        Optional<String> ofClass = named.flatMap(this::classOf);
        return by.filter(_ -> label.isPresent() && ofClass.isPresent() == named.isPresent())
                .map(keys -> new Parts(ofClass, keys));
    }

    /** The label's name, which must be that of the problem. Empty after a mistake. */
    Optional<String> label() {
        Optional<String> label = entry.value().text("the label's name").filter(this::isLabel);
        if (problem()
                .whole()
                .filter(whole -> whole.kind() == ProblemKind.MULTICLASS
                        && whole.classes().isEmpty())
                .isPresent()) {
            entry.section()
                    .mistakeAtKey(
                            entry.kind(), "the classes are not known beforehand; list them under problem.classes");
            return Optional.empty();
        }
        return label;
    }

    private boolean isLabel(String text) {
        boolean fits = problem().label().isEmpty() || problem().label().get().equals(text);
        if (!fits) {
            entry.value()
                    .mistake(text + " is not the label; " + entry.kind() + " takes problem.label, "
                            + problem().label().get());
        }
        return fits;
    }

    /** The class that a value names. Empty after a mistake. */
    Optional<String> classOf(Entry named) {
        if (isOf(ProblemKind.REGRESSION)) {
            named.mistake("a regression has no classes; leave it out");
            return Optional.empty();
        }
        return named.text("a class").filter(name -> isClass(named, name));
    }

    private boolean isClass(Entry named, String name) {
        List<String> classes = problem().whole().map(Problem::classes).orElse(List.of());
        boolean fits = classes.isEmpty() || classes.contains(name);
        if (!fits) {
            named.mistake("\"" + name + "\" is none of the classes; "
                    + NameSuggestion.of(name, classes)
                            .map(meant -> "did you mean " + meant + "?")
                            .orElseGet(() -> "choose from " + String.join(", ", classes)));
        }
        return fits;
    }

    /** Whether the problem is known to be of a kind. */
    boolean isOf(ProblemKind kind) {
        return problem().kind().filter(kind::equals).isPresent();
    }

    private ProblemDraft problem() {
        return entry.context().problem();
    }
}
