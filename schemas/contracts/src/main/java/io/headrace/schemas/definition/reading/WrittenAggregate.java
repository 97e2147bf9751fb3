package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;
import java.time.Duration;

/**
 * What aggregates of all kinds have in common where they are put into words.
 *
 * @param key that of the kind
 * @param operand what each event brings to it
 * @param lengthKey that of how far back it looks
 * @param excludingThis whether the event itself does not count
 */
record WrittenAggregate(
        Feature.OfEntity feature,
        String key,
        Feature.Operand operand,
        String lengthKey,
        Duration length,
        boolean excludingThis) {

    static WrittenAggregate over(Feature.OfEntity feature, String key, Feature.Operand operand, Feature.Window window) {
        return new WrittenAggregate(feature, key, operand, "over", window.over(), window.excludingThis());
    }

    /** @param begun with the kind and what belongs to it alone */
    ObjectNode canonical(ObjectNode begun) {
        ObjectNode entry = FeatureForm.withEntity(begun, feature).put(lengthKey, DurationText.of(length));
        operand.where().ifPresent(condition -> entry.put("where", condition));
        return excludingThis ? entry.put("excluding", "this") : entry;
    }

    void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        node.put(lengthKey, DurationText.of(length));
        if (excludingThis) {
            node.put("excluding", "this");
        }
        meaning.entity(node, feature.by());
        meaning.operand(node, key, operand, feature.name());
    }

    /** @param what is aggregated, and how */
    String words(String what) {
        return words(what, "over", " before the event");
    }

    /**
     * The same of another length than a window's.
     *
     * @param looking what is said before the length
     * @param excluding how it is said that the event itself does not count
     */
    String words(String what, String looking, String excluding) {
        return what
                + operand.where().map(condition -> " where " + condition).orElse("")
                + " " + FeatureForm.entity(feature) + " " + looking + " " + DurationText.of(length)
                + (excludingThis ? excluding : "");
    }
}
