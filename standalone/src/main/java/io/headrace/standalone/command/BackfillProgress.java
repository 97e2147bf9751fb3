package io.headrace.standalone.command;

import io.headrace.standalone.backfill.Backfill;
import io.headrace.standalone.backfill.BackfillCounts;
import io.headrace.standalone.terminal.Bar;
import io.headrace.standalone.terminal.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far a backfill is, as a line: share, events, rate and time left. */
final class BackfillProgress implements Backfill.Progress {

    private static final long BETWEEN_LINES_NANOS = Duration.ofMillis(200).toNanos();
    private static final double NANOS = 1e9;

    private final Terminal terminal;
    private final LongSupplier clock;
    private final long began;
    private long told;

    BackfillProgress(Terminal terminal, LongSupplier clock) {
        this.terminal = terminal;
        this.clock = clock;
        this.began = clock.getAsLong();
        this.told = began - BETWEEN_LINES_NANOS;
    }

    @Override
    public void read(long events, double share) {
        long now = clock.getAsLong();
        if (now - told >= BETWEEN_LINES_NANOS || share == 1) {
            told = now;
            terminal.progress(line(events, share, (now - began) / NANOS));
        }
    }

    /** @param share from 0 to 1; NaN where it is not known */
    static String line(long events, double share, double seconds) {
        String rate = String.format(
                Locale.ROOT, "%,d events   %,d/s", events, Math.round(events / Math.max(seconds, 1 / NANOS)));
        if (Double.isNaN(share)) {
            return rate;
        }
        long left = share == 0 ? 0 : Math.round(seconds / share - seconds);
        return String.format(
                Locale.ROOT, "%s %3.0f %%   %s   %d:%02d left", Bar.of(share), 100 * share, rate, left / 60, left % 60);
    }

    /** What became of everything. */
    static List<String> summary(BackfillCounts counts, String into, long nanos) {
        return summary(
                counts,
                nanos,
                String.format(Locale.ROOT, "%s: %,d rows and %,d examples", into, counts.rows(), counts.examples()));
    }

    /** Of history. */
    static List<String> history(BackfillCounts counts, long nanos) {
        return summary(counts, nanos, String.format(Locale.ROOT, "history: %,d clean events", counts.rows()));
    }

    private static List<String> summary(BackfillCounts counts, long nanos, String written) {
        List<String> lines = new ArrayList<>();
        double seconds = nanos / NANOS;
        lines.add(String.format(
                Locale.ROOT,
                "@|green ✔|@ %s of %,d events in %.1f s, %,d events/s",
                written,
                counts.own().events(),
                seconds,
                Math.round(counts.own().events() / seconds)));
        lines.add(String.format(
                Locale.ROOT,
                "%s   labels %,d   without a label yet %,d",
                events(counts.own()),
                counts.labels(),
                counts.waiting()));
        lines.addAll(refused("", counts.own()));
        counts.streams().forEach((name, stream) -> {
            lines.add(String.format(
                    Locale.ROOT,
                    "  events of %s %,d: %s",
                    name,
                    stream.events(),
                    events(stream).strip()));
            lines.addAll(refused("of " + name + " ", stream));
        });
        counts.refusedLabels()
                .forEach((rule, refused) -> lines.add(String.format(
                        Locale.ROOT,
                        "@|yellow ⚠|@ labels left out, as the stream would by the rule %s: %,d",
                        rule,
                        refused)));
        if (counts.rows() == 0) {
            lines.add("@|yellow ⚠|@ nothing: no clean event lies in the time asked for");
        }
        return lines;
    }

    private static String events(BackfillCounts.OfEvents counts) {
        return String.format(
                Locale.ROOT,
                "  clean %,d   duplicates %,d   dropped %,d",
                counts.clean(),
                counts.duplicates(),
                counts.dropped());
    }

    private static List<String> refused(String whose, BackfillCounts.OfEvents counts) {
        return counts.quarantined().entrySet().stream()
                .map(refused -> String.format(
                        Locale.ROOT,
                        "@|yellow ⚠|@ %sleft out, as the stream would by the rule %s: %,d",
                        whose,
                        refused.getKey(),
                        refused.getValue()))
                .toList();
    }
}
