package io.headrace.schemas.feature;

import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.List;

/**
 * A model's inputs: names of numeric and of categorical features, each in definition order.
 *
 * @param numeric columns of a model's float32 input "numeric"
 * @param categorical columns of its string input "categorical"
 */
public record FeatureSignature(List<String> numeric, List<String> categorical) {

    public FeatureSignature {
        numeric = List.copyOf(numeric);
        categorical = List.copyOf(categorical);
    }

    public static FeatureSignature of(PipelineDefinition definition) {
        return new FeatureSignature(names(definition, FeatureKind.NUMERIC), names(definition, FeatureKind.CATEGORICAL));
    }

    private static List<String> names(PipelineDefinition definition, FeatureKind kind) {
        return definition.features().stream()
                .filter(feature -> feature.kind() == kind)
                .map(Feature::name)
                .toList();
    }
}
