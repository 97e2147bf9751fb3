/** The feature app: makes feature rows of clean events, and examples of rows and the labels that come later. */
@NullMarked
package io.headrace.features.app;

import org.jspecify.annotations.NullMarked;
