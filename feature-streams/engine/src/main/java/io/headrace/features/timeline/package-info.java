/**
 * What happened to one entity, in pieces of bounded size. A {@link io.headrace.features.timeline.Timeline} is a tree over time: its
 * leaves hold some events each, its branches the partial aggregates of what is beneath. An event, in order or late, reads and writes a
 * path of it.
 */
@NullMarked
package io.headrace.features.timeline;

import org.jspecify.annotations.NullMarked;
