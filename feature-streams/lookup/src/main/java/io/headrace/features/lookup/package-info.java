/** Features asked for at the processes that keep them. */
@NullMarked
package io.headrace.features.lookup;

import org.jspecify.annotations.NullMarked;
