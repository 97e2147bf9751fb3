package io.headrace.standalone.backfill;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of the events of rows, or of a further stream's. One thread. */
final class LaneCounts implements Resumable {

    private final SortedMap<String, Long> quarantined = new TreeMap<>();
    private long clean;
    private long duplicates;
    private long dropped;

    void clean() {
        clean++;
    }

    void duplicate() {
        duplicates++;
    }

    void dropped() {
        dropped++;
    }

    void quarantined(String rule) {
        quarantined.merge(rule, 1L, Long::sum);
    }

    /** So far. */
    BackfillCounts.OfEvents all() {
        return new BackfillCounts.OfEvents(clean, duplicates, dropped, new TreeMap<>(quarantined));
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        Saved.counts(out, quarantined);
        for (long count : List.of(clean, duplicates, dropped)) {
            out.writeLong(count);
        }
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        quarantined.putAll(Saved.counts(in));
        clean = in.readLong();
        duplicates = in.readLong();
        dropped = in.readLong();
    }
}
