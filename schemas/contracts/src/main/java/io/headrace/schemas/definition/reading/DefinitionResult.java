package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.PipelineDefinition;
import java.util.List;

/** What reading a definition gave. */
public sealed interface DefinitionResult {

    /** The definition, whole. */
    record Valid(PipelineDefinition definition) implements DefinitionResult {}

    /**
     * Every mistake found.
     *
     * @param mistakes at least one, in the order of the file
     */
    record Invalid(List<Mistake> mistakes) implements DefinitionResult {

        public Invalid {
            mistakes = List.copyOf(mistakes);
            if (mistakes.isEmpty()) {
                throw new IllegalArgumentException("an invalid definition has at least one mistake");
            }
        }
    }
}
