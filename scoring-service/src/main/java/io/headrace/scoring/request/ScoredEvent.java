package io.headrace.scoring.request;

import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.feature.FeatureRow;

/**
 * An event's features at its time, and what the model said of them.
 *
 * @param stale whether any of the features was read from a copy, which may be behind
 */
public record ScoredEvent(FeatureRow row, Prediction prediction, boolean stale) {}
