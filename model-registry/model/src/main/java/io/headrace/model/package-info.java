/** A model version at work: its bytes, its references, a running session, its scores, and the proof it needs to serve. */
@NullMarked
package io.headrace.model;

import org.jspecify.annotations.NullMarked;
