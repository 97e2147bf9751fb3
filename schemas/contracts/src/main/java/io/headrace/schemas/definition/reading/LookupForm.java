package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.expression.NameSuggestion;
import java.util.List;
import java.util.Optional;

/** A value of a reference's row. */
record LookupForm(Feature.Lookup feature) implements FeatureForm {

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return List.of("lookup");
        }

        @Override
        public List<String> settings() {
            return List.of("by");
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            Optional<Place> place = place(entry);
            Optional<String> by = entry.section().has("by")
                    ? entry.section().find("by").flatMap(field -> by(field, entry.context()))
                    : place.map(found -> found.reference().key());
            by.filter(field -> isLabel(field, entry.context()))
                    .ifPresent(label -> entry.section()
                            .entry()
                            .mistake(label + " is the label; a row looked up by it would tell the answer beforehand"));
            return place.flatMap(found -> by.map(field -> entry.one(new Feature.Lookup(
                            entry.name(), found.kind(), found.reference().name(), found.field(), field))))
                    .orElse(List.of());
        }
    };

    private record Place(Reference reference, String field, FeatureKind kind) {}

    private static Optional<Place> place(FeatureEntry entry) {
        ReferencesDraft references = entry.context().references();
        return entry.value()
                .text("a reference and its field, such as merchants.risk")
                .flatMap(text -> {
                    int dot = text.indexOf('.');
                    String name = dot < 0 ? text : text.substring(0, dot);
                    Optional<Reference> reference = references.byName().getOrDefault(name, Optional.empty());
                    if (!references.byName().containsKey(name)) {
                        entry.value().mistake(unknown(name, references));
                    }
                    return reference.flatMap(
                            found -> field(entry.value(), found, dot < 0 ? "" : text.substring(dot + 1)));
                });
    }

    private static String unknown(String name, ReferencesDraft references) {
        return references.byName().isEmpty()
                ? "\"" + name + "\" is no reference; write it under references: "
                        + (Names.isLegal(name) ? name : "NAME") + ": {key: FIELD, fields: {…}}"
                : name + ": there is no such reference"
                        + NameSuggestion.ending(
                                name, List.copyOf(references.byName().keySet()));
    }

    private static Optional<Place> field(Entry at, Reference reference, String field) {
        FeatureKind kind = reference.fields().get(field);
        if (kind == null) {
            List<String> known = List.copyOf(reference.fields().keySet());
            at.mistake(
                    field.isEmpty()
                            ? reference.name() + " is a reference; name one of its fields: " + reference.name() + "."
                                    + String.join(", " + reference.name() + ".", known)
                            : reference.name() + " has no field " + field + NameSuggestion.ending(field, known));
            return Optional.empty();
        }
        return Optional.of(new Place(reference, field, kind));
    }

    private static Optional<String> by(Entry entry, FeatureContext context) {
        if (entry.isList()) {
            entry.mistake("found a list; a row is looked up by one field");
            return Optional.empty();
        }
        return ReferencesReader.eventField(entry, context.events(), context.names());
    }

    private static boolean isLabel(String field, FeatureContext context) {
        return context.events().hasField(field)
                && context.problem().label().filter(field::equals).isPresent();
    }

    @Override
    public JsonNode canonical(String label) {
        return CanonicalSections.object()
                .put("lookup", feature.reference() + "." + feature.field())
                .put("by", feature.by());
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        meaning.lookup(node, feature);
    }

    @Override
    public String words() {
        return feature.field() + " of " + feature.reference() + " by " + feature.by() + ", as of the event's time";
    }
}
