package io.headrace.scoring.loading;

import io.headrace.model.ModelRef;
import java.time.Instant;

/**
 * A version that does not serve, and why.
 *
 * @param check which proof it failed, as a metric's tag: {@code digest}, {@code signature} …
 * @param sentence for a person: what was found and what would be right
 * @param serving what serves on instead
 * @param windowEnd event time of the newest row the version was trained on
 */
public record Refusal(
        ModelRef.ByVersion model, String check, String sentence, ModelRef.ByVersion serving, Instant windowEnd) {}
