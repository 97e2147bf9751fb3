/** The seeded random search over families and their parameters. */
@NullMarked
package io.headrace.trainer.search;

import org.jspecify.annotations.NullMarked;
