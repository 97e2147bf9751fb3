package io.headrace.schemas.definition.reading;

import io.headrace.schemas.expression.NameSuggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in the YAML and its place. Its readers give the value asked for, or note the mistake and give nothing.
 *
 * @param path within the definition
 */
record Entry(String path, Node node, Findings findings) {

    void mistake(String message) {
        findings.add(node, path, message);
    }

    boolean isNothing() {
        return Tag.NULL.equals(node.getTag());
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    Optional<ScalarNode> scalar(String wanted) {
        if (node instanceof ScalarNode scalar && !isNothing()) {
            return Optional.of(scalar);
        }
        mistake("found " + found() + "; " + wanted + " belongs here");
        return Optional.empty();
    }

    /** What stands here, in words. */
    String found() {
        return switch (node) {
            case MappingNode _ -> "keys";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar when !isNothing() -> "\"" + scalar.getValue() + "\"";
            default -> "nothing";
        };
    }

    Optional<String> text(String wanted) {
        return scalar(wanted).map(ScalarNode::getValue);
    }

    Optional<Duration> duration() {
        return scalar("a duration such as PT10M or P7D").flatMap(scalar -> {
            Optional<Duration> duration = DurationText.parse(scalar.getValue());
            if (duration.isEmpty()) {
                mistake(DurationText.complaint(scalar.getValue()));
            }
            return duration;
        });
    }

    Optional<Integer> integer(int least, int most) {
        String wanted = "a whole number from " + grouped(least) + " to " + grouped(most);
        return text(wanted).flatMap(text -> {
            Optional<Long> number = parsedLong(text.replace("_", ""));
            if (number.isEmpty() || number.get() < least || number.get() > most) {
                mistake("\"" + text + "\" does not fit; " + wanted + " belongs here");
                return Optional.empty();
            }
            return Optional.of(number.get().intValue());
        });
    }

    Optional<Long> longInteger() {
        return text("a whole number").flatMap(text -> {
            Optional<Long> number = parsedLong(text);
            if (number.isEmpty()) {
                mistake("\"" + text + "\" is no whole number");
            }
            return number;
        });
    }

    /** A number strictly between the bounds. */
    Optional<Double> between(double low, double high) {
        String wanted = "a number above " + plain(low) + " and below " + plain(high);
        return text(wanted).flatMap(text -> {
            Optional<Double> number = parsedDouble(text).filter(value -> value > low && value < high);
            if (number.isEmpty()) {
                mistake("\"" + text + "\" does not fit; " + wanted + " belongs here" + asShare(text));
            }
            return number;
        });
    }

    private static String asShare(String text) {
        return text.endsWith("%")
                ? parsedDouble(text.substring(0, text.length() - 1).strip())
                        .map(percent -> "; write " + percent / 100)
                        .orElse("")
                : "";
    }

    Optional<Boolean> truth() {
        return oneOf(Map.of("true", true, "false", false));
    }

    <T> Optional<T> oneOf(Map<String, T> choices) {
        List<String> names = choices.keySet().stream().sorted().toList();
        return text("one of " + String.join(", ", names)).flatMap(text -> {
            T choice = choices.get(text);
            if (choice == null) {
                mistake("\"" + text + "\" is not known here; "
                        + NameSuggestion.of(text, names)
                                .map(meant -> "did you mean " + meant + "?")
                                .orElseGet(() -> "choose from " + String.join(", ", names)));
            }
            return Optional.ofNullable(choice);
        });
    }

    /** The list's values; a value by itself is a list of one. */
    List<Entry> items() {
        if (!(node instanceof SequenceNode list)) {
            return List.of(this);
        }
        List<Entry> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            items.add(new Entry(path + "[" + items.size() + "]", item, findings));
        }
        return items;
    }

    static Optional<Long> parsedLong(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    static Optional<Double> parsedDouble(String text) {
        try {
            return Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static String grouped(int number) {
        return String.format(java.util.Locale.ROOT, "%,d", number);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
