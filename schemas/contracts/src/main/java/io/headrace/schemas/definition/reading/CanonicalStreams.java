package io.headrace.schemas.definition.reading;

import static io.headrace.schemas.definition.reading.CanonicalSections.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.EventStream;
import java.util.Comparator;
import java.util.List;

/** Further streams in canonical form: by name. */
final class CanonicalStreams {

    private CanonicalStreams() {}

    static ObjectNode of(List<EventStream> streams) {
        ObjectNode node = object();
        streams.stream().sorted(Comparator.comparing(EventStream::name)).forEach(stream -> {
            ObjectNode one = node.putObject(stream.name());
            one.set("schema", CanonicalSchema.of(stream.events().schema()));
            one.put("id", stream.events().id());
            one.put("time", stream.events().time());
            one.set("clean", CanonicalCleaning.of(stream.clean()));
        });
        return node;
    }
}
