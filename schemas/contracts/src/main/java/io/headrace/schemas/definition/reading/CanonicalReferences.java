package io.headrace.schemas.definition.reading;

import static io.headrace.schemas.definition.reading.CanonicalSections.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.Reference;
import java.util.Comparator;
import java.util.List;

/** References in canonical form: by name. */
final class CanonicalReferences {

    private CanonicalReferences() {}

    static ObjectNode of(List<Reference> references) {
        ObjectNode node = object();
        references.stream().sorted(Comparator.comparing(Reference::name)).forEach(reference -> {
            ObjectNode one = node.putObject(reference.name()).put("key", reference.key());
            reference.time().ifPresent(field -> one.put("time", field));
            ObjectNode fields = one.putObject("fields");
            reference.fields().forEach((field, kind) -> fields.put(field, type(kind)));
        });
        return node;
    }

    static String type(FeatureKind kind) {
        return switch (kind) {
            case NUMERIC -> "number";
            case CATEGORICAL -> "text";
        };
    }
}
