package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads which classes a problem has and how its labels are written: {@code positive}, {@code negative}, {@code classes}. */
final class ClassesReader {

    /** The classes in a model's order, and the labels' type. */
    record Classes(LabelType type, List<String> names) {}

    private record Literal(LabelType type, String text) {}

    private final Section section;
    private final List<Literal> listed;
    private final Optional<Literal> positive;
    private final Optional<Literal> negative;

    private ClassesReader(Section section) {
        this.section = section;
        this.listed = section.find("classes").stream()
                .flatMap(entry -> entry.items().stream())
                .flatMap(entry -> literal(entry).stream())
                .toList();
        this.positive = section.find("positive").flatMap(ClassesReader::literal);
        this.negative = section.find("negative").flatMap(ClassesReader::literal);
    }

    static Optional<Classes> read(Section section, ProblemKind kind) {
        return switch (kind) {
            case BINARY -> new ClassesReader(section).binary();
            case MULTICLASS -> new ClassesReader(section).multiclass();
            case REGRESSION -> regression(section);
        };
    }

    private static Optional<Classes> regression(Section section) {
        for (String key : List.of("positive", "negative", "classes")) {
            if (section.has(key)) {
                section.mistakeAtKey(key, "a regression predicts a quantity and has no classes; leave this out");
            }
        }
        return Optional.of(new Classes(LabelType.DOUBLE, List.of()));
    }

    private Optional<Classes> multiclass() {
        for (String key : List.of("positive", "negative")) {
            if (section.has(key)) {
                section.mistakeAtKey(key, "only a binary problem has a " + key + " class; leave this out");
            }
        }
        if (!section.has("classes")) {
            return Optional.of(new Classes(LabelType.STRING, List.of()));
        }
        if (!agree("classes", listed)) {
            return Optional.empty();
        }
        if (listed.size() < 3) {
            section.mistakeAtKey(
                    "classes",
                    "a multiclass problem has three classes or more, found " + listed.size()
                            + "; for two write kind: binary, to take them from the data leave classes out");
            return Optional.empty();
        }
        return Optional.of(classes(listed));
    }

    private Optional<Classes> binary() {
        List<Literal> two = section.has("classes") ? fromList() : fromPositive();
        if (two.size() != 2 || !agree(section.has("classes") ? "classes" : "positive", two)) {
            return Optional.empty();
        }
        return Optional.of(classes(two));
    }

    private List<Literal> fromPositive() {
        if (!section.has("positive")) {
            section.require("positive", "say which class is the positive one, the one to be found");
            return List.of();
        }
        if (positive.isEmpty() || (section.has("negative") && negative.isEmpty())) {
            return List.of();
        }
        Optional<Literal> other = negative.or(() -> opposite(positive.get()));
        if (other.isEmpty()) {
            section.mistakeAtKey(
                    "positive",
                    "the other class is not known; add negative: … with the label of those that are not "
                            + positive.get().text());
        }
        return Stream.concat(other.stream(), positive.stream()).toList();
    }

    private List<Literal> fromList() {
        if (listed.size() != 2) {
            section.mistakeAtKey(
                    "classes", "a binary problem has two classes, the positive one last; found " + listed.size());
            return List.of();
        }
        if (section.has("negative")) {
            section.mistakeAtKey("negative", "classes has it already; leave one of the two out");
        }
        if (section.has("positive") && positive.isEmpty()) {
            return List.of();
        }
        Literal last = positive.orElse(listed.getLast());
        if (!listed.contains(last)) {
            section.mistakeAtKey("positive", last.text() + " is none of the classes");
            return List.of();
        }
        return last.equals(listed.getLast()) ? listed : listed.reversed();
    }

    private static Optional<Literal> opposite(Literal literal) {
        return literal.type() == LabelType.BOOLEAN
                ? Optional.of(new Literal(LabelType.BOOLEAN, String.valueOf(!Boolean.parseBoolean(literal.text()))))
                : Optional.empty();
    }

    private boolean agree(String key, List<Literal> literals) {
        List<LabelType> types = literals.stream().map(Literal::type).distinct().toList();
        List<String> names = new ArrayList<>();
        for (Literal literal : literals) {
            if (names.contains(literal.text())) {
                section.mistakeAtKey(key, "two classes are both " + literal.text());
                return false;
            }
            names.add(literal.text());
        }
        if (types.size() > 1) {
            section.mistakeAtKey(
                    key,
                    "the classes " + String.join(" and ", names)
                            + " are of different types; quote texts that look like numbers");
            return false;
        }
        return true;
    }

    private static Classes classes(List<Literal> literals) {
        return new Classes(
                literals.getFirst().type(), literals.stream().map(Literal::text).toList());
    }

    private static Optional<Literal> literal(Entry entry) {
        return entry.scalar("a class (true, 1 or a text)").flatMap(scalar -> literal(entry, scalar));
    }

    private static Optional<Literal> literal(Entry entry, ScalarNode scalar) {
        String text = scalar.getValue();
        if (Tag.BOOL.equals(scalar.getTag())) {
            return Optional.of(new Literal(LabelType.BOOLEAN, text));
        }
        if (Tag.INT.equals(scalar.getTag()) && Entry.parsedLong(text).isPresent()) {
            return Entry.parsedLong(text).map(number -> new Literal(LabelType.LONG, Long.toString(number)));
        }
        if (Tag.INT.equals(scalar.getTag()) || Tag.FLOAT.equals(scalar.getTag())) {
            entry.mistake(text + " is no class; a class is true or false, a whole number or a text (quote it)");
            return Optional.empty();
        }
        if (text.isBlank()) {
            entry.mistake("an empty text is no class");
            return Optional.empty();
        }
        return Optional.of(new Literal(LabelType.STRING, text));
    }
}
