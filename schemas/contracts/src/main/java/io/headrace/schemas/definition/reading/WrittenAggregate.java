package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;

/**
 * What aggregates of all kinds have in common where they are put into words.
 *
 * @param key that of the kind
 * @param operand what each event brings to it
 * @param length how far back it looks
 * @param excludingThis whether the event itself does not count
 */
record WrittenAggregate(
        Feature.OfEntity feature, String key, Feature.Operand operand, Length length, boolean excludingThis) {

    /**
     * How far back one looks.
     *
     * @param key of it
     * @param text as it is written
     * @param words completes what is computed
     * @param excluding how it is said that the event itself does not count
     */
    record Length(String key, JsonNode text, String words, String excluding) {}

    static WrittenAggregate over(Feature.OfEntity feature, String key, Feature.Operand operand, Feature.Window window) {
        Length length = new Length(
                "over", ExtentText.canonical(window.extent()), ExtentText.words(window.extent()), " before the event");
        return new WrittenAggregate(feature, key, operand, length, window.excludingThis());
    }

    /** @param begun with the kind and what belongs to it alone */
    ObjectNode canonical(ObjectNode begun) {
        ObjectNode entry = FeatureForm.withEntity(begun, feature);
        entry.set(length.key(), length.text());
        operand.where().ifPresent(condition -> entry.put("where", condition));
        return excludesItself() ? entry.put("excluding", "this") : entry;
    }

    void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        node.set(length.key(), length.text());
        if (excludesItself()) {
            node.put("excluding", "this");
        }
        meaning.entity(node, feature.by(), feature.from());
        meaning.operand(node, key, operand, feature.name());
    }

    /** @param what is aggregated, and how */
    String words(String what) {
        return what
                + operand.where().map(condition -> " where " + condition).orElse("")
                + " " + FeatureForm.entity(feature) + " " + length.words()
                + (excludesItself() ? length.excluding() : "");
    }

    /** Where it could be among them. */
    private boolean excludesItself() {
        return excludingThis && feature.from().isEmpty();
    }
}
