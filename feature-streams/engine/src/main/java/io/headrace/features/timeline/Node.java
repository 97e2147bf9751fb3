package io.headrace.features.timeline;

/** A piece of a timeline. */
sealed interface Node permits Leaf, Branch {}
