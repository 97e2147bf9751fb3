package io.headrace.features.app.output;

import io.headrace.schemas.feature.FeatureRow;
import java.util.function.Function;

/**
 * Rows as they are stored.
 *
 * @param read reads what {@code write} wrote
 */
public record RowBytes(Function<FeatureRow, byte[]> write, Function<byte[], FeatureRow> read) {}
