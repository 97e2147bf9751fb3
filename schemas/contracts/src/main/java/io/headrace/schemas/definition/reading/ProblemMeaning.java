package io.headrace.schemas.definition.reading;

import static io.headrace.schemas.definition.reading.CanonicalSections.lower;
import static io.headrace.schemas.definition.reading.CanonicalSections.object;
import static io.headrace.schemas.definition.reading.CanonicalSections.texts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.PipelineDefinition;

/** What is predicted, in canonical form: the label and when it counts; not what the prediction is judged by. */
final class ProblemMeaning {

    private ProblemMeaning() {}

    static ObjectNode of(PipelineDefinition definition) {
        ObjectNode node =
                object().put("kind", ProblemReader.name(definition.problem().kind()));
        node.set("label", label(definition));
        return node;
    }

    /** What a label says, and what it means that none has come. */
    static ObjectNode label(PipelineDefinition definition) {
        ObjectNode node = object().put("name", definition.problem().label())
                .put("type", lower(definition.problem().labelType()))
                .put("within", DurationText.of(definition.labels().within()))
                .put("silence", lower(definition.labels().silence()));
        node.set("classes", texts(definition.problem().classes()));
        return node;
    }
}
