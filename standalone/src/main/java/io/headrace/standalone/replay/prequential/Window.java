package io.headrace.standalone.replay.prequential;

import java.time.Instant;
import java.util.List;

/**
 * A thousand scored rows; the last window may hold fewer.
 *
 * @param firstRow row number of the first, from 0
 * @param lastRow row number of the last
 * @param from event time of the first
 * @param scored how many rows; those of them that have a label are the figures' examples
 * @param models the versions that scored it, ascending; 0 is the announced baseline
 * @param figures of the pipeline
 * @param baselines on the same examples
 */
public record Window(
        long firstRow,
        long lastRow,
        Instant from,
        int scored,
        List<Integer> models,
        Figures figures,
        Baselines baselines) {

    /** Scored rows a window. */
    public static final int ROWS = 1_000;

    public Window {
        models = List.copyOf(models);
    }
}
