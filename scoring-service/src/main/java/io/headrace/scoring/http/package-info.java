/** Scoring over HTTP: the plain JSON route and the Open Inference Protocol's REST side. */
@NullMarked
package io.headrace.scoring.http;

import org.jspecify.annotations.NullMarked;
