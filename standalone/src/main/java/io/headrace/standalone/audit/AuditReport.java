package io.headrace.standalone.audit;

import java.util.List;
import java.util.Locale;

/**
 * What became of every raw record.
 *
 * @param raw records on the raw topic
 * @param predictions records on the predictions topic
 * @param quarantined raw records on the quarantine topic
 * @param duplicates raw records whose event id had come before
 * @param lost raw records (topic-partition@offset) with no outcome; at most 20 are named
 * @param twice event ids or raw records with more than one outcome; at most 20 are named
 */
public record AuditReport(
        long raw, long predictions, long quarantined, long duplicates, List<String> lost, List<String> twice) {

    public AuditReport {
        lost = List.copyOf(lost);
        twice = List.copyOf(twice);
    }

    /** Whether each raw record has exactly one outcome. */
    public boolean balances() {
        return lost.isEmpty() && twice.isEmpty() && raw == predictions + quarantined + duplicates;
    }

    @Override
    public String toString() {
        String sum = String.format(
                Locale.ROOT,
                "%,d raw = %,d predictions + %,d quarantined + %,d duplicates",
                raw,
                predictions,
                quarantined,
                duplicates);
        if (balances()) {
            return sum + "; none lost, none twice";
        }
        return sum + "; lost: " + (lost.isEmpty() ? "none" : lost) + "; twice: " + (twice.isEmpty() ? "none" : twice);
    }
}
