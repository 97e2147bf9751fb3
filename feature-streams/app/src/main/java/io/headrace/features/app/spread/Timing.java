package io.headrace.features.app.spread;

import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.InputEnds;

/**
 * How partitions wait for each other.
 *
 * @param eager whether they do not: an event is answered at once, with what is known where it comes
 * @param announcing how progress is reported and when a partition is idle
 * @param ends where inputs end
 */
public record Timing(boolean eager, Announcer.Rule announcing, InputEnds ends) {}
