package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Cleaning;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.Feature;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the further streams while the features are read.
 *
 * @param section where they are written
 * @param byName those that could not be read are there, their events unknown
 */
record StreamsDraft(Optional<Section> section, Map<String, Draft> byName) {

    static final StreamsDraft NONE = new StreamsDraft(Optional.empty(), Map.of());

    StreamsDraft {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** One stream. */
    record Draft(EventsDraft events, Cleaning clean) {}

    /** Those of a definition without mistakes. */
    List<EventStream> whole(Events own, List<Feature> features) {
        return byName.entrySet().stream()
                .map(stream -> new EventStream(
                        stream.getKey(),
                        whole(stream.getValue().events(), own, keys(stream.getKey(), features)),
                        stream.getValue().clean()))
                .toList();
    }

    private static Events whole(EventsDraft draft, Events own, List<String> keys) {
        return new Events(
                draft.schema().orElseThrow(),
                draft.id().orElseThrow(),
                draft.time().orElseThrow(),
                keys,
                own.lateness(),
                own.ahead(),
                own.ordering());
    }

    private static List<String> keys(String stream, List<Feature> features) {
        return FeatureKeys.of(
                features.stream().filter(feature -> isOf(stream, feature)).toList());
    }

    private static boolean isOf(String stream, Feature feature) {
        return feature instanceof Feature.OfEntity ofEntity
                && ofEntity.from().filter(stream::equals).isPresent();
    }

    /** What nobody aggregates would be read for nothing: most likely it is named otherwise somewhere. */
    void checkUsed(List<Feature> features) {
        byName.keySet().stream()
                .filter(stream -> features.stream().noneMatch(feature -> isOf(stream, feature)))
                .forEach(stream -> section.ifPresent(all -> all.mistakeAtKey(
                        stream,
                        "no feature is of " + stream + "; write one, {count: all, from: " + stream
                                + ", by: FIELD, over: P1D}, or leave it out")));
    }
}
