package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Reference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of the references while the features are read.
 *
 * @param section where they are written
 * @param byName those that could not be read are there, empty: a lookup in one is no second mistake
 */
record ReferencesDraft(Optional<Section> section, Map<String, Optional<Reference>> byName) {

    static final ReferencesDraft NONE = new ReferencesDraft(Optional.empty(), Map.of());

    ReferencesDraft {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    List<Reference> whole() {
        return byName.values().stream().flatMap(Optional::stream).toList();
    }

    /** What nobody looks up would be read for nothing: most likely it is named otherwise somewhere. */
    void checkUsed(List<Feature> features) {
        Set<String> used = features.stream()
                .filter(Feature.Lookup.class::isInstance)
                .map(feature -> ((Feature.Lookup) feature).reference())
                .collect(Collectors.toSet());
        for (Reference reference : whole()) {
            if (!used.contains(reference.name())) {
                section.ifPresent(all -> all.mistakeAtKey(
                        reference.name(),
                        "no feature looks " + reference.name() + " up; write one, {lookup: " + reference.name() + "."
                                + reference.fields().firstKey() + "}, or leave it out"));
            }
        }
    }
}
