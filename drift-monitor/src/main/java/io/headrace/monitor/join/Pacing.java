package io.headrace.monitor.join;

import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.InputEnds;

/**
 * How partitions wait for each other.
 *
 * @param partitions of the topics that are read
 * @param rule when one tells the others how far it is
 * @param ends says whether one was read to its end
 */
public record Pacing(int partitions, Announcer.Rule rule, InputEnds ends) {}
