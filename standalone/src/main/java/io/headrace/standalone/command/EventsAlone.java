package io.headrace.standalone.command;

import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Reference;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What reads nothing but events and labels cannot answer what else a definition asks for: values would be missing, and models learn that. */
final class EventsAlone {

    private EventsAlone() {}

    /**
     * Refuses a definition with lookups or further streams.
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
        withoutStreams(file, definition, instead);
    }

    /** As {@link #require}, where rows of references are read, or are not needed. */
    static void withoutStreams(Path file, PipelineDefinition definition, String instead) {
        if (!definition.streams().isEmpty()) {
            throw new WrongArguments("-f " + file + ": found further streams, but nothing here reads the events of "
                    + definition.streams().stream().map(EventStream::name).collect(Collectors.joining(", "))
                    + "; right is " + instead);
        }
    }
}
