/** Test-then-train evaluation of a stream: every prediction is held against a label that came after it. */
@NullMarked
package io.headrace.standalone.replay.prequential;

import org.jspecify.annotations.NullMarked;
