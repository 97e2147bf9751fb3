package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Cleaning;
import io.headrace.schemas.definition.CleaningRule;
import io.headrace.schemas.definition.CleaningRule.Otherwise;
import io.headrace.schemas.definition.Fill;
import io.headrace.schemas.expression.EventExpressions;
import io.headrace.schemas.expression.ExpressionException;
import io.headrace.schemas.expression.NameSuggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code clean}. */
final class CleanReader {

    static final Map<String, Otherwise> OTHERWISE = Map.of("quarantine", Otherwise.QUARANTINE, "drop", Otherwise.DROP);

    private static final Pattern RULE_NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private final EventsDraft events;

    private CleanReader(EventsDraft events) {
        this.events = events;
    }

    static Cleaning read(Section section, EventsDraft events) {
        CleanReader reader = new CleanReader(events);
        return new Cleaning(
                section.find("deduplicate").flatMap(Entry::duration).orElse(Defaults.DEDUPLICATE.value()),
                section.find("rules").map(reader::rules).orElse(List.of()),
                section.find("fill").map(reader::fill).orElse(Map.of()));
    }

    private List<CleaningRule> rules(Entry entry) {
        List<CleaningRule> rules = new ArrayList<>();
        if (!entry.isList()) {
            entry.mistake("found " + entry.found() + "; a list of rules belongs here, each as - {name: …, require: …}");
            return rules;
        }
        for (Entry item : entry.items()) {
            rule(Section.of(item, Keys.RULE)).ifPresent(rule -> {
                if (rules.stream().anyMatch(other -> other.name().equals(rule.name()))) {
                    item.mistake("a rule named " + rule.name() + " is there already; give this one a name of its own");
                }
                rules.add(rule);
            });
        }
        return rules;
    }

    private Optional<CleaningRule> rule(Section section) {
        if (!section.entry().isMapping()) {
            return Optional.empty();
        }
        Optional<String> name = section.require("name", "a rule's name tells in quarantine why a record is there")
                .flatMap(CleanReader::ruleName);
        if (section.has("require") == section.has("repair")) {
            section.entry().mistake("a rule either requires or repairs; write one of require: and repair:");
            return Optional.empty();
        }
        return section.has("require") ? require(section, name) : repair(section, name);
    }

    private static Optional<String> ruleName(Entry entry) {
        return entry.text("a rule's name").filter(name -> {
            boolean fits = RULE_NAME.matcher(name).matches();
            if (!fits) {
                entry.mistake("\"" + name + "\" is no rule name; write lower-case letters, digits and hyphens");
            }
            return fits;
        });
    }

    private Optional<CleaningRule> require(Section section, Optional<String> name) {
        Optional<String> condition = section.find("require")
                .flatMap(entry -> compiled(entry, (expressions, text) -> expressions.compileCondition(text)));
        Otherwise otherwise =
                section.find("else").flatMap(entry -> entry.oneOf(OTHERWISE)).orElse(Otherwise.QUARANTINE);
        return condition.flatMap(cel -> name.map(known -> new CleaningRule.Require(known, cel, otherwise)));
    }

    private Optional<CleaningRule> repair(Section section, Optional<String> name) {
        if (section.has("else")) {
            section.mistakeAtKey("else", "a repair always goes on; else belongs to require");
        }
        Map<String, String> assignments = new LinkedHashMap<>();
        section.find("repair")
                .map(Section::ofAnyKeys)
                .ifPresent(repairs -> repairs.entries()
                        .forEach((field, entry) ->
                                assignment(repairs, field, entry).ifPresent(cel -> assignments.put(field, cel))));
        return name.filter(_ -> !assignments.isEmpty()).map(known -> new CleaningRule.Repair(known, assignments));
    }

    private Optional<String> assignment(Section repairs, String name, Entry entry) {
        if (events.id().filter(name::equals).isPresent()
                || events.time().filter(name::equals).isPresent()) {
            repairs.mistakeAtKey(name, name + " tells which event this is and when it was; it cannot be repaired");
            return Optional.empty();
        }
        if (events.schema().isPresent() && !events.hasField(name)) {
            repairs.mistakeAtKey(name, unknownField(name));
            return Optional.empty();
        }
        return compiled(entry, (expressions, text) -> expressions.compileValue(text, fieldSchema(name)));
    }

    private Schema fieldSchema(String name) {
        return events.schema().orElseThrow().getField(name).schema();
    }

    private String unknownField(String name) {
        List<String> names = events.schema().orElseThrow().getFields().stream()
                .map(Schema.Field::name)
                .toList();
        return name + ": " + events.called() + " has no such field" + NameSuggestion.ending(name, names);
    }

    private Map<String, Fill> fill(Entry entry) {
        Section section = Section.ofAnyKeys(entry);
        Map<String, Fill> fills = new LinkedHashMap<>();
        section.entries().forEach((name, value) -> {
            if (events.schema().isEmpty()) {
                return;
            }
            if (!events.hasField(name)) {
                section.mistakeAtKey(name, unknownField(name));
            } else if (!fieldSchema(name).isNullable()) {
                section.mistakeAtKey(name, name + " is never missing: its type has no null");
            } else {
                Section.of(value, Keys.FILL)
                        .require("constant", "write {constant: VALUE}")
                        .flatMap(constant -> constant(constant, fieldSchema(name)))
                        .ifPresent(fill -> fills.put(name, fill));
            }
        });
        return fills;
    }

    private static Optional<Fill> constant(Entry entry, Schema field) {
        return entry.text("a value").flatMap(text -> {
            if (Constants.parse(text, field).isEmpty()) {
                entry.mistake("\"" + text + "\" is " + noValue(EventsReader.withoutNull(field)));
                return Optional.empty();
            }
            return Optional.of(new Fill.Constant(text));
        });
    }

    private static String noValue(Schema field) {
        return field.getType() == Schema.Type.ENUM
                ? "none of " + String.join(", ", field.getEnumSymbols())
                : "no value for a field " + EventsReader.described(field);
    }

    private Optional<String> compiled(Entry entry, Compilation compilation) {
        Optional<ScalarNode> scalar = entry.scalar("a CEL expression");
        return scalar.filter(node -> {
                    if (events.expressions().isEmpty()) {
                        return true;
                    }
                    try {
                        compilation.compile(events.expressions().get(), node.getValue());
                        return true;
                    } catch (ExpressionException e) {
                        entry.findings().add(node, entry.path(), e.problems());
                        return false;
                    }
                })
                .map(ScalarNode::getValue);
    }

    @FunctionalInterface
    private interface Compilation {
        Object compile(EventExpressions expressions, String cel) throws ExpressionException;
    }
}
