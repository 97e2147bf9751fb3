package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Criterion;
import io.headrace.schemas.definition.Criterion.Comparison;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.expression.NameSuggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code problem}. */
final class ProblemReader {

    static final Map<String, ProblemKind> KINDS = Map.of(
            "binary", ProblemKind.BINARY, "multiclass", ProblemKind.MULTICLASS, "regression", ProblemKind.REGRESSION);

    /** The label's time in the labels topic. */
    static final String LABELLED_AT = "labelledAt";

    private static final Pattern CRITERION = Pattern.compile("\\s*(\\w+)\\s*(>=|<=|>|<|==|=)\\s*(\\S+)\\s*");

    private final Section section;

    private ProblemReader(Section section) {
        this.section = section;
    }

    static ProblemDraft read(Section section) {
        return new ProblemReader(section).read();
    }

    static String name(ProblemKind kind) {
        return switch (kind) {
            case BINARY -> "binary";
            case MULTICLASS -> "multiclass";
            case REGRESSION -> "regression";
        };
    }

    private ProblemDraft read() {
        Optional<ProblemKind> kind = section.require("kind", "write binary, multiclass or regression")
                .flatMap(entry -> entry.oneOf(KINDS));
        Optional<String> label =
                section.require("label", "name what is to be predicted").flatMap(this::label);
        Optional<Metric> metric = section.find("metric")
                .map(entry -> metric(entry, kind))
                .orElseGet(() -> kind.map(known -> Defaults.metric(known).value()));
        Optional<Criterion> success = section.find("success").flatMap(entry -> success(entry, kind));
        List<Metric> report = section.find("report").stream()
                .flatMap(entry -> entry.items().stream())
                .flatMap(entry -> metric(entry, kind).stream())
                .distinct()
                .toList();
        Optional<ClassesReader.Classes> classes = kind.flatMap(known -> ClassesReader.read(section, known));
        Optional<Problem> whole = classes.filter(_ -> label.isPresent() && metric.isPresent())
                .map(found -> new Problem(
                        kind.orElseThrow(),
                        label.orElseThrow(),
                        found.type(),
                        found.names(),
                        metric.orElseThrow(),
                        success,
                        report));
        return new ProblemDraft(kind, label, section.has("success"), whole);
    }

    private Optional<String> label(Entry entry) {
        return entry.text("the label's name").flatMap(name -> {
            if (!Names.isLegal(name)) {
                entry.mistake(Names.complaint(name));
                return Optional.empty();
            }
            if (name.equals(LABELLED_AT)) {
                entry.mistake(name + " is the label's time in the labels topic; choose another name");
                return Optional.empty();
            }
            return Optional.of(name);
        });
    }

    private static Optional<Metric> metric(Entry entry, Optional<ProblemKind> kind) {
        return entry.text("a metric").flatMap(name -> metric(entry, name, kind));
    }

    private static Optional<Metric> metric(Entry entry, String name, Optional<ProblemKind> kind) {
        List<String> names = fitting(kind);
        Optional<Metric> metric = Arrays.stream(Metric.values())
                .filter(known -> known.text().equals(name))
                .findFirst();
        if (metric.isEmpty()) {
            entry.mistake(name + ": there is no such metric"
                    + NameSuggestion.of(name, names)
                            .map(meant -> "; did you mean " + meant + "?")
                            .orElseGet(() -> "; choose from " + String.join(", ", names)));
        } else if (kind.isPresent() && !metric.get().fits(kind.get())) {
            entry.mistake(name + " does not judge a " + name(kind.get()) + " problem; choose from "
                    + String.join(", ", names));
            return Optional.empty();
        }
        return metric;
    }

    private static List<String> fitting(Optional<ProblemKind> kind) {
        return Arrays.stream(Metric.values())
                .filter(metric -> kind.isEmpty() || metric.fits(kind.get()))
                .map(Metric::text)
                .collect(Collectors.toList());
    }

    private static Optional<Criterion> success(Entry entry, Optional<ProblemKind> kind) {
        return entry.text("a bound on a metric such as prAuc >= 0.3").flatMap(text -> {
            Matcher matcher = CRITERION.matcher(text);
            if (!matcher.matches()) {
                entry.mistake("\"" + text + "\" is no bound on a metric; write it as prAuc >= 0.3");
                return Optional.empty();
            }
            return metric(entry, matcher.group(1), kind)
                    .flatMap(metric -> success(entry, metric, matcher.group(2), matcher.group(3)));
        });
    }

    private static Optional<Criterion> success(Entry entry, Metric metric, String operator, String number) {
        Comparison good = metric.higherIsBetter() ? Comparison.AT_LEAST : Comparison.AT_MOST;
        String right = good == Comparison.AT_LEAST ? ">=" : "<=";
        Optional<Double> bound = Entry.parsedDouble(number);
        if (bound.isEmpty()) {
            entry.mistake("\"" + number + "\" is no number; write " + metric.text() + " " + right + " and a number");
        } else if (!operator.equals(right)) {
            entry.mistake("of " + metric.text() + " "
                    + (metric.higherIsBetter() ? "more" : "less") + " is better; write " + metric.text() + " " + right
                    + " " + number);
            return Optional.empty();
        }
        return bound.map(value -> new Criterion(metric, good, value));
    }
}
