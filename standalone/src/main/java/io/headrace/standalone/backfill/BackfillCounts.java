package io.headrace.standalone.backfill;

import java.util.SortedMap;

/**
 * What became of the events and labels read. Events = clean + duplicates + dropped + quarantined.
 *
 * @param quarantined by rule; nothing is written of them
 * @param labels that were taken
 * @param refusedLabels those that were not, by rule
 * @param rows written
 * @param examples written
 * @param waiting clean events that are not settled: they got no label yet, and silence is not one yet
 */
public record BackfillCounts(
        long events,
        long clean,
        long duplicates,
        long dropped,
        SortedMap<String, Long> quarantined,
        long labels,
        SortedMap<String, Long> refusedLabels,
        long rows,
        long examples,
        long waiting) {}
