package io.headrace.schemas.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Every name an expression may use.
 *
 * @param known by name, in order of declaration
 * @param unreadable fields that exist but have a type or a name expressions cannot read, with the reason
 * @param fields names of {@code known} that are fields of the event
 */
record Variables(Map<String, Variable> known, Map<String, String> unreadable, Set<String> fields) {

    /** Words of the CEL grammar and those it reserves. */
    static final Set<String> RESERVED = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");

    static Variables of(Schema event) {
        return new FieldCollector().collect(event);
    }

    /** A feature named like a field is that field: the event's value is used. */
    Variables with(List<String> numeric, List<String> categorical) {
        Map<String, Variable> more = new LinkedHashMap<>(known);
        for (int i = 0; i < numeric.size(); i++) {
            more.putIfAbsent(numeric.get(i), Variable.numericFeature(numeric.get(i), i));
        }
        for (int i = 0; i < categorical.size(); i++) {
            more.putIfAbsent(categorical.get(i), Variable.categoricalFeature(categorical.get(i), i));
        }
        return new Variables(more, unreadable, fields);
    }

    /** Fields of nested records are named by their path, {@code customer.country}. */
    private static final class FieldCollector {

        private final Map<String, Variable> known = new LinkedHashMap<>();
        private final Map<String, String> unreadable = new LinkedHashMap<>();
        private final Deque<Schema> open = new ArrayDeque<>();

        Variables collect(Schema event) {
            addAll("", event, false, new Variable.Field(new int[0], value -> value));
            return new Variables(known, unreadable, Set.copyOf(known.keySet()));
        }

        private void addAll(String prefix, Schema record, boolean nullable, Variable.Field parent) {
            open.push(record);
            record.getFields().forEach(field -> add(prefix + field.name(), field, nullable, parent));
            open.pop();
        }

        private void add(String name, Schema.Field field, boolean parentNullable, Variable.Field parent) {
            Schema type = FieldType.withoutNull(field.schema());
            boolean nullable = parentNullable || field.schema().isNullable();
            if (RESERVED.contains(field.name())) {
                unreadable.put(name, "the word " + field.name() + " is reserved in CEL");
                return;
            }
            boolean nested =
                    type.getType() == Schema.Type.RECORD && open.stream().noneMatch(type::equals);
            if (nested) {
                addAll(name + ".", type, nullable, parent.child(field.pos(), value -> value));
                return;
            }
            FieldType.of(type)
                    .ifPresentOrElse(
                            form -> known.put(
                                    name,
                                    new Variable(
                                            name, form.type(), nullable, parent.child(field.pos(), form.conversion()))),
                            () -> unreadable.put(
                                    name,
                                    "expressions cannot read the type "
                                            + type.getType().getName()));
        }
    }
}
