package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Cleaning;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Reference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code streams}. */
final class StreamsReader {

    private final SchemaLoader loader;
    private final Map<Integer, String> numbers = new HashMap<>();

    private StreamsReader(SchemaLoader loader, List<Reference> references) {
        this.loader = loader;
        references.forEach(reference -> numbers.put(reference.number(), reference.name()));
    }

    /**
     * The further streams as far as they could be read.
     *
     * @param entry nothing where there are none
     */
    static StreamsDraft read(Optional<Entry> entry, SchemaLoader loader, List<Reference> references) {
        return entry.map(found -> new StreamsReader(loader, references).all(Section.ofAnyKeys(found)))
                .orElse(StreamsDraft.NONE);
    }

    private StreamsDraft all(Section section) {
        Map<String, StreamsDraft.Draft> streams = new LinkedHashMap<>();
        section.entries().forEach((name, value) -> {
            if (Names.isLegal(name)) {
                streams.put(name, one(name, value));
            } else {
                section.mistakeAtKey(name, Names.complaint(name));
            }
        });
        return new StreamsDraft(Optional.of(section), streams);
    }

    private StreamsDraft.Draft one(String name, Entry value) {
        Section section = Section.of(value, Keys.STREAM);
        EventsDraft events =
                value.isMapping() ? EventsReader.read(section, "an event of " + name, loader) : EventsDraft.UNKNOWN;
        Cleaning clean = CleanReader.read(section.section("clean", Keys.CLEAN), events);
        events.schema().ifPresent(_ -> checkNumber(name, value));
        return new StreamsDraft.Draft(events, clean);
    }

    private void checkNumber(String name, Entry value) {
        String other = numbers.putIfAbsent(EventStream.number(name), name);
        if (other != null) {
            value.mistake("cannot be told from " + other + " in stored state; give it another name");
        }
    }
}
