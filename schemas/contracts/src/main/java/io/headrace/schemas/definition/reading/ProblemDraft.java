package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import java.util.Optional;

/**
 * What is known of the problem while the rest is read.
 *
 * @param statesSuccess whether a success criterion is written, valid or not
 * @param whole only where it has no mistake
 */
record ProblemDraft(
        Optional<ProblemKind> kind, Optional<String> label, boolean statesSuccess, Optional<Problem> whole) {

    static final ProblemDraft UNKNOWN = new ProblemDraft(Optional.empty(), Optional.empty(), true, Optional.empty());
}
