/**
 * The feature app over several partitions: events go to the stages of their entities side by side, and wait for the answers
 * where their rows are put together and joined with labels. Progress travels with them.
 */
@NullMarked
package io.headrace.features.app.spread;

import org.jspecify.annotations.NullMarked;
