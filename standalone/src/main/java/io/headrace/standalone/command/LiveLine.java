package io.headrace.standalone.command;

import java.util.Locale;

/** The one line of figures. */
final class LiveLine {

    private LiveLine() {}

    /** @param rate events a second */
    static String of(
            String pipeline,
            long events,
            double rate,
            long labelled,
            long predictions,
            long quarantined,
            String model) {
        return String.format(
                Locale.ROOT,
                "%s  events %,d%s  labelled %,d  predicted %,d%s  model %s",
                pipeline,
                events,
                rate < 1 ? "" : String.format(Locale.ROOT, " (%,.0f/s)", rate),
                labelled,
                predictions,
                quarantined == 0 ? "" : String.format(Locale.ROOT, "  quarantined %,d", quarantined),
                model);
    }
}
