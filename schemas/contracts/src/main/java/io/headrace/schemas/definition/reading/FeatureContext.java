package io.headrace.schemas.definition.reading;

import java.util.Set;

/**
 * What a feature's entry may refer to.
 *
 * @param names of all entries of {@code features}
 */
record FeatureContext(EventsDraft events, ProblemDraft problem, ReferencesDraft references, Set<String> names) {}
