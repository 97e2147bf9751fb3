package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Feature;
import java.util.List;

/** The fields that name the entity whose past a feature looks at. */
final class FeatureKeys {

    private FeatureKeys() {}

    /** Those of all features, each once, in the order of the features. */
    static List<String> of(List<Feature> features) {
        return features.stream()
                .flatMap(feature -> of(feature).stream())
                .distinct()
                .toList();
    }

    static List<String> of(Feature feature) {
        return feature instanceof Feature.OfEntity entity ? entity.by() : List.of();
    }
}
