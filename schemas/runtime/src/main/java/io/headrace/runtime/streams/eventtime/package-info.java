/**
 * Event time across tasks: what a partition's events say of its progress, how progress travels with the records, and how a
 * task takes what comes from many partitions in the order in which it counts, whatever the order in which it arrives.
 */
@NullMarked
package io.headrace.runtime.streams.eventtime;

import org.jspecify.annotations.NullMarked;
