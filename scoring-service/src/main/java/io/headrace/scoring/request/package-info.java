/** Scoring events as they are asked about: their features computed on the spot, by the engine the stream runs. */
@NullMarked
package io.headrace.scoring.request;

import org.jspecify.annotations.NullMarked;
