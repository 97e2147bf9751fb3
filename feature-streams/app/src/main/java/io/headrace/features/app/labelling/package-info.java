/** How an event finds its label, or what follows when none comes: pure, over a store behind an interface. */
@NullMarked
package io.headrace.features.app.labelling;

import org.jspecify.annotations.NullMarked;
