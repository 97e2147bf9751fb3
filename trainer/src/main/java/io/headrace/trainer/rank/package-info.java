/** What each feature is worth: what it tells of the label, what a model loses without it, which others say the same. */
@NullMarked
package io.headrace.trainer.rank;

import org.jspecify.annotations.NullMarked;
