package io.headrace.schemas.definition.reading;

import static io.headrace.schemas.definition.reading.CanonicalSections.lower;
import static io.headrace.schemas.definition.reading.CanonicalSections.object;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Cleaning;
import io.headrace.schemas.definition.CleaningRule;
import io.headrace.schemas.definition.Fill;
import java.util.Map;
import java.util.TreeMap;

/** Cleaning in canonical form: rules keep their order, fields are sorted. */
final class CanonicalCleaning {

    private CanonicalCleaning() {}

    static ObjectNode of(Cleaning clean) {
        ObjectNode node = object();
        node.put("deduplicate", DurationText.of(clean.deduplicate()));
        ArrayNode rules = node.putArray("rules");
        clean.rules().forEach(rule -> rules.add(rule(rule)));
        ObjectNode fill = node.putObject("fill");
        sorted(clean.fill()).forEach((field, value) -> {
            switch (value) {
                case Fill.Constant(String text) -> fill.set(field, object().put("constant", text));
            }
        });
        return node;
    }

    private static ObjectNode rule(CleaningRule rule) {
        ObjectNode node = object().put("name", rule.name());
        switch (rule) {
            case CleaningRule.Require require ->
                node.put("require", require.condition()).put("else", lower(require.otherwise()));
            case CleaningRule.Repair repairs -> {
                ObjectNode repair = node.putObject("repair");
                sorted(repairs.assignments()).forEach(repair::put);
            }
        }
        return node;
    }

    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return new TreeMap<>(map);
    }
}
