/** Features for whoever asks, from the entities that the stream keeps. */
@NullMarked
package io.headrace.features.app.lookup;

import org.jspecify.annotations.NullMarked;
