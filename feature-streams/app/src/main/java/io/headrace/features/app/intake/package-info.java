/** Reads the app's topics: good records go on, the others to quarantine. */
@NullMarked
package io.headrace.features.app.intake;

import org.jspecify.annotations.NullMarked;
