package io.headrace.features.engine;

import io.headrace.schemas.feature.FeatureRow;

/**
 * A row for whoever asks.
 *
 * @param stale whether any of it was read from a copy of what the stream keeps, which may be behind: its owner is lost
 */
public record RequestedRow(FeatureRow row, boolean stale) {}
