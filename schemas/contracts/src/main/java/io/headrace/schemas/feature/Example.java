package io.headrace.schemas.feature;

/**
 * A feature row with the label that came later.
 *
 * @param labelTime epoch milliseconds of event time at which the label became known
 * @param source whether the label was given or follows from silence
 */
public record Example(FeatureRow row, Label label, long labelTime, LabelSource source) {

    /** Where a label comes from. */
    public enum LabelSource {
        GIVEN,
        SILENCE
    }
}
