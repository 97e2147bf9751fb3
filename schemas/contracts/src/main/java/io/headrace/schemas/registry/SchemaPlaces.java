package io.headrace.schemas.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/** Names the places of a schema that registries tell as pointers only, such as {@code /fields/3/type/fields/0}. */
final class SchemaPlaces {

    private static final Pattern POINTER = Pattern.compile("/fields/\\d+[/\\w]*");

    private SchemaPlaces() {}

    /** The text with each pointer's field behind it: {@code /fields/3/type/fields/0 (features.amount)}. */
    static String named(String text, Schema schema) {
        return POINTER.matcher(text).replaceAll(pointer -> Matcher.quoteReplacement(named(pointer, schema)));
    }

    private static String named(MatchResult pointer, Schema schema) {
        return field(pointer.group(), schema)
                .map(name -> pointer.group() + " (" + name + ")")
                .orElse(pointer.group());
    }

    /** Empty where the pointer leads nowhere: it may be one of another schema. */
    private static Optional<String> field(String pointer, Schema schema) {
        List<String> names = new ArrayList<>();
        Schema at = schema;
        boolean amongFields = false;
        for (String step : pointer.substring(1).split("/", -1)) {
            boolean isIndex = step.matches("\\d{1,6}");
            int index = isIndex ? Integer.parseInt(step) : 0;
            if (amongFields && isIndex) {
                if (at.getType() != Schema.Type.RECORD
                        || index >= at.getFields().size()) {
                    return Optional.empty();
                }
                Schema.Field field = at.getFields().get(index);
                names.add(field.name());
                at = field.schema();
            } else if (isIndex
                    && at.getType() == Schema.Type.UNION
                    && index < at.getTypes().size()) {
                at = at.getTypes().get(index);
            } else if (step.equals("items") && at.getType() == Schema.Type.ARRAY) {
                at = at.getElementType();
            } else if (step.equals("values") && at.getType() == Schema.Type.MAP) {
                at = at.getValueType();
            }
            amongFields = step.equals("fields");
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join(".", names));
    }
}
