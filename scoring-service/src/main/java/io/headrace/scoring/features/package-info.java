/** Features for requests where the stream that keeps entities runs in other processes. */
@NullMarked
package io.headrace.scoring.features;

import org.jspecify.annotations.NullMarked;
