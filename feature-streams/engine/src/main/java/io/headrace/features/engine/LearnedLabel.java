package io.headrace.features.engine;

/**
 * A label for label features to learn.
 *
 * @param eventId the event's id as text
 * @param eventTime the event's time, epoch milliseconds
 * @param knownAt when the label became known, epoch milliseconds, not before the event and at most {@code labels.within} after it
 * @param label {@link FeatureProgram#labelNumber}'s; NaN is not learned
 * @param bySilence whether it was assumed because none was given
 */
public record LearnedLabel(String eventId, long eventTime, long knownAt, double label, boolean bySilence) {}
