package io.headrace.schemas.definition.reading;

/** What a feature's entry may refer to. */
record FeatureContext(EventsDraft events, ProblemDraft problem) {}
