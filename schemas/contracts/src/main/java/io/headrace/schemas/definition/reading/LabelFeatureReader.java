package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.expression.NameSuggestion;
import java.util.List;
import java.util.Optional;

/** Reads features of labels known so far. */
final class LabelFeatureReader {

    private final ProblemDraft problem;

    LabelFeatureReader(ProblemDraft problem) {
        this.problem = problem;
    }

    List<FeatureDraft> rate(
            String name, Section section, Entry entry, Optional<List<String>> by, List<FeatureReader.Window> windows) {
        Optional<String> label = label("labelRate", section, entry);
        Optional<Entry> ofClass = section.find("of");
        Optional<String> counted = ofClass.flatMap(this::classOf);
        if (label.isPresent() && ofClass.isEmpty() && isKind(ProblemKind.MULTICLASS)) {
            section.mistakeAtKey("labelRate", "of is missing: name the class whose rate is meant; or write lastLabel");
            return List.of();
        }
        if (label.isEmpty() || by.isEmpty() || counted.isPresent() != ofClass.isPresent()) {
            return List.of();
        }
        return FeatureReader.each(
                name,
                windows,
                section,
                Optional.empty(),
                (full, over) -> new Feature.LabelRate(full, counted, by.get(), over));
    }

    List<FeatureDraft> last(String name, Section section, Entry entry, Optional<List<String>> by) {
        FeatureReader.forbid(section, "lastLabel", "over");
        Optional<String> label = label("lastLabel", section, entry);
        FeatureKind kind = isKind(ProblemKind.REGRESSION) ? FeatureKind.NUMERIC : FeatureKind.CATEGORICAL;
        return by.filter(_ -> label.isPresent()).stream()
                .map(keys -> new FeatureDraft(
                        name, new Feature.LastLabel(name, kind, keys), section.entry(), Optional.empty()))
                .toList();
    }

    private Optional<String> label(String key, Section section, Entry entry) {
        Optional<String> label = entry.text("the label's name").filter(text -> isLabel(key, entry, text));
        if (problem.whole()
                .filter(whole -> whole.kind() == ProblemKind.MULTICLASS
                        && whole.classes().isEmpty())
                .isPresent()) {
            section.mistakeAtKey(key, "the classes are not known beforehand; list them under problem.classes");
            return Optional.empty();
        }
        return label;
    }

    private boolean isLabel(String key, Entry entry, String text) {
        boolean fits = problem.label().isEmpty() || problem.label().get().equals(text);
        if (!fits) {
            entry.mistake(text + " is not the label; " + key + " takes problem.label, "
                    + problem.label().get());
        }
        return fits;
    }

    private Optional<String> classOf(Entry entry) {
        if (isKind(ProblemKind.REGRESSION)) {
            entry.mistake("a regression has no classes; leave it out for the mean label");
            return Optional.empty();
        }
        return entry.text("a class").filter(name -> isClass(entry, name));
    }

    private boolean isClass(Entry entry, String name) {
        List<String> classes = problem.whole().map(Problem::classes).orElse(List.of());
        boolean fits = classes.isEmpty() || classes.contains(name);
        if (!fits) {
            entry.mistake("\"" + name + "\" is none of the classes; "
                    + NameSuggestion.of(name, classes)
                            .map(meant -> "did you mean " + meant + "?")
                            .orElseGet(() -> "choose from " + String.join(", ", classes)));
        }
        return fits;
    }

    private boolean isKind(ProblemKind kind) {
        return problem.kind().filter(kind::equals).isPresent();
    }
}
