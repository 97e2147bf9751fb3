package io.headrace.monitor.window;

import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;

/**
 * A feature row that was scored.
 *
 * @param sequence its place among all rows kept; ascending in the order in which rows count
 * @param eventTime epoch milliseconds
 * @param model that scored it, as {@code pipeline@version}
 * @param names of its values, as the row itself was written with: another definition's may differ from the present one's
 */
public record ObservedRow(
        long sequence, long eventTime, String model, double score, FeatureSignature names, FeatureValues values) {}
