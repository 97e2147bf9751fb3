package io.headrace.scoring.request;

import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.feature.FeatureRow;

/** An event's features at its time, and what the model said of them. */
public record ScoredEvent(FeatureRow row, Prediction prediction) {}
