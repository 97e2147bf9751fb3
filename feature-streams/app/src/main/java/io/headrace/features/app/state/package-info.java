/** What the feature app keeps: entities, events that wait for their label, and in which order they are looked at. */
@NullMarked
package io.headrace.features.app.state;

import org.jspecify.annotations.NullMarked;
