package io.headrace.standalone.replay;

import io.headrace.standalone.system.LocalSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is to be replayed.
 *
 * @param sources files of one stream, in order; one or more
 * @param rows of all files together, when they were counted; no more are replayed
 * @param report folder for the report
 * @param labelDelay the label of row i becomes known after row i + so many was scored; 0 or more
 * @param stepRows rows between two moments at which the model may change; 1 or more
 * @param settings where the local system runs
 */
public record ReplayRequest(
        List<Path> sources, long rows, Path report, int labelDelay, int stepRows, LocalSettings settings) {

    /** What makes the apps wait for the replay's word; a user's own settings may come on top. */
    public static final Map<String, String> SETTINGS = Map.of(
            "headrace.trainer.only-when-asked", "true",
            "headrace.scoring.baseline-refresh", "PT0S",
            "headrace.streams.commit-interval-ms", "50",
            // Each step waits until the monitor has committed, too.
            "headrace.monitor.commit-interval-ms", "50",
            // Whoever waits is in this process, and between two steps everyone waits: what comes is to be seen at once.
            "kafka.poll.ms", "10",
            "kafka.fetch.max.wait.ms", "20",
            // Silence is the stream's, whatever the clock says while a model is trained.
            "headrace.features.idle-after", "P1D",
            "headrace.streams.idle-after", "PT0S",
            "kafka.max.task.idle.ms", "20");

    public ReplayRequest {
        sources = List.copyOf(sources);
    }
}
