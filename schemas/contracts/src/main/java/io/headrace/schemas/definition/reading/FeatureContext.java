package io.headrace.schemas.definition.reading;

import java.util.Optional;
import java.util.Set;

/**
 * What a feature's entry may refer to.
 *
 * @param events that rows are made of
 * @param names of all entries of {@code features}
 */
record FeatureContext(
        EventsDraft events, ProblemDraft problem, ReferencesDraft references, StreamsDraft streams, Set<String> names) {

    /** The events of a feature: those of the stream it names, or those that rows are made of. Unknown where there is no such stream. */
    EventsDraft events(Optional<String> from) {
        return from.map(name -> Optional.ofNullable(streams.byName().get(name))
                        .map(StreamsDraft.Draft::events)
                        .orElse(EventsDraft.UNKNOWN))
                .orElse(events);
    }
}
