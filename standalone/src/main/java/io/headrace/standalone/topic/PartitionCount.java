package io.headrace.standalone.topic;

/**
 * Records counted in one partition.
 *
 * @param next the offset to count on from
 */
record PartitionCount(long next, TopicCount counted) {}
