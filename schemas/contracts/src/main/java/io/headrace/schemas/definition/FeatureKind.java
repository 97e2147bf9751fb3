package io.headrace.schemas.definition;

/** Whether a feature's values are numbers or categories. */
public enum FeatureKind {
    NUMERIC,
    CATEGORICAL
}
