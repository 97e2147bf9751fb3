package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;

/** A number of the event and of other features: an entry without keys, so it needs no reader. */
record NumericForm(Feature.Numeric feature) implements FeatureForm {

    @Override
    public JsonNode canonical(String label) {
        return JsonNodeFactory.instance.textNode(feature.expression());
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        meaning.expression(node, "value", feature.expression(), feature.name());
    }

    @Override
    public String words() {
        return feature.expression();
    }
}
