package io.headrace.ingest.push;

import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is pushed, as metrics tell it apart.
 *
 * @param name {@code events} or {@code labels}
 * @param stream {@code events}, or the name of the further stream whose events they are
 */
record PushKind(String name, String stream) {

    private static final String EVENTS_TEXT = "events";

    static final PushKind EVENTS = new PushKind(EVENTS_TEXT, EVENTS_TEXT);
    static final PushKind LABELS = new PushKind("labels", EVENTS_TEXT);

    /** Events of a further stream. */
    static PushKind of(EventStream stream) {
        return new PushKind(EVENTS_TEXT, stream.name());
    }

    /** All that can be pushed to a pipeline. */
    static List<PushKind> all(PipelineDefinition definition) {
        return Stream.concat(
                        Stream.of(EVENTS, LABELS), definition.streams().stream().map(PushKind::of))
                .toList();
    }
}
