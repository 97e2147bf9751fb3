package io.headrace.monitor.baseline;

import io.headrace.schemas.feature.FeatureValues;

/**
 * A feature row and the score its prediction gave.
 *
 * @param values in the signature's order
 */
public record LiveRow(FeatureValues values, double score) {}
