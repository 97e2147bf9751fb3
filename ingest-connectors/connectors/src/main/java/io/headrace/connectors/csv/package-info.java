/** The file connector: events and labels from files of comma-separated values, exactly once. */
@NullMarked
package io.headrace.connectors.csv;

import org.jspecify.annotations.NullMarked;
