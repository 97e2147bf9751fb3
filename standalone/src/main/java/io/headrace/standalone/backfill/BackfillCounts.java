package io.headrace.standalone.backfill;

import java.util.SortedMap;

/**
 * What became of the events and labels read.
 *
 * @param own events that rows are made of
 * @param streams events of further streams, by the stream's name
 * @param labels that were taken
 * @param refusedLabels those that were not, by rule
 * @param rows written
 * @param examples written
 * @param waiting clean events that are not settled: they got no label yet, and silence is not one yet
 */
public record BackfillCounts(
        OfEvents own,
        SortedMap<String, OfEvents> streams,
        long labels,
        SortedMap<String, Long> refusedLabels,
        long rows,
        long examples,
        long waiting) {

    /**
     * What became of events.
     *
     * @param quarantined by rule; nothing is written of them
     */
    public record OfEvents(long clean, long duplicates, long dropped, SortedMap<String, Long> quarantined) {

        /** All of them. */
        public long events() {
            return clean
                    + duplicates
                    + dropped
                    + quarantined.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
