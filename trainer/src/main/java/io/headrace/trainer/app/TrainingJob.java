package io.headrace.trainer.app;

import io.headrace.schemas.avro.OffsetRange;
import io.headrace.trainer.run.TrainingWindow;
import io.headrace.trainer.window.Checkpoint;
import io.headrace.trainer.window.Due;
import io.headrace.trainer.window.Request;
import io.headrace.trainer.window.Selection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One training, cut out of the stream.
 *
 * @param chosen the examples it is made from
 * @param kept all examples in memory when it began
 * @param floor event time before which none was used any more
 */
record TrainingJob(Due due, Selection chosen, Selection kept, OptionalLong floor, Positions positions) {

    /** What asked for it, as lineage says it. */
    String trigger() {
        return switch (due) {
            case Due.ByExamples() -> TrainingWindow.BY_EXAMPLES;
            case Due.ByRequest(Request request) -> request.id();
        };
    }

    /** In lower case, for a sentence. */
    String why() {
        return switch (due) {
            case Due.ByExamples() -> "enough new examples came";
            case Due.ByRequest(Request request) -> "it was asked for: " + request.reason();
        };
    }

    TrainingWindow window(String topic) {
        List<OffsetRange> offsets = positions.ranges(topic, chosen.firsts());
        return new TrainingWindow(chosen.examples(), offsets, trigger());
    }

    /** The event time of a change that the request named. */
    OptionalLong change() {
        return switch (due) {
            case Due.ByExamples() -> OptionalLong.empty();
            case Due.ByRequest(Request request) -> request.changeSince();
        };
    }

    /** Where a new start comes back to: after a published change the older kind is no longer needed. */
    Map<Integer, Checkpoint> checkpoints(boolean published) {
        return published && change().isPresent()
                ? positions.checkpoints(chosen.firsts(), change())
                : positions.checkpoints(kept.firsts(), floor);
    }

    long newestEventTime() {
        return chosen.examples().stream()
                .mapToLong(example -> example.row().eventTime())
                .max()
                .orElse(0);
    }
}
