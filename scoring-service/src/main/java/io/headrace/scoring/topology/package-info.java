/** Topic-to-topic scoring: the features topic in, the predictions topic out. */
@NullMarked
package io.headrace.scoring.topology;

import org.jspecify.annotations.NullMarked;
