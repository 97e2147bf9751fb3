package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.PipelineDefinition;

/** Features in canonical form: one entry each, in definition order, which is the order of a model's inputs. */
final class CanonicalFeatures {

    private CanonicalFeatures() {}

    static ObjectNode of(PipelineDefinition definition) {
        ObjectNode node = CanonicalSections.object();
        String label = definition.problem().label();
        definition
                .features()
                .forEach(feature ->
                        node.set(feature.name(), FeatureForm.of(feature).canonical(label)));
        return node;
    }
}
