package io.headrace.standalone.command;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Reference;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What reads nothing but events and labels cannot answer lookups: their values would be missing, and models learn that. */
final class WithoutLookups {

    private WithoutLookups() {}

    /**
     * Refuses a definition with lookups.
     *
     * @param file the definition's
     * @param instead what can be done, after "; right is "
     * @throws WrongArguments where it has any
     */
    static void require(Path file, PipelineDefinition definition, String instead) {
        if (!definition.lookups().isEmpty()) {
            throw new WrongArguments("-f " + file + ": found lookups, " + String.join(", ", definition.lookups())
                    + ", but nothing here reads the rows of "
                    + definition.references().stream().map(Reference::name).collect(Collectors.joining(", "))
                    + "; right is " + instead);
        }
    }
}
