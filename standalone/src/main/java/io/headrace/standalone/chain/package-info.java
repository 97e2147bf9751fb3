/** Cleaning, features and scoring in one topology, for the process that runs them all. */
@NullMarked
package io.headrace.standalone.chain;

import org.jspecify.annotations.NullMarked;
