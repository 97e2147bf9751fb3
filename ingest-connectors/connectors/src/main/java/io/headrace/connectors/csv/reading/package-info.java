/** Files of comma-separated values as rows, and rows as events with their labels: how they are written and what they mean. */
@NullMarked
package io.headrace.connectors.csv.reading;

import org.jspecify.annotations.NullMarked;
