package io.headrace.features.app.labelling;

import io.headrace.schemas.feature.Label;

/**
 * A label as it came.
 *
 * @param eventId the id of the event it is about, as text
 * @param labelledAt epoch milliseconds of event time at which it became known
 */
public record GivenLabel(String eventId, Label label, long labelledAt) {}
