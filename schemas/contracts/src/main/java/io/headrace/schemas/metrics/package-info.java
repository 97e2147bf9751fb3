/** Figures of merit of predictions against the truth: one definition for gates, reports and live performance. */
@NullMarked
package io.headrace.schemas.metrics;

import org.jspecify.annotations.NullMarked;
