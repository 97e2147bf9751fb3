package io.headrace.trainer.app;

import io.headrace.schemas.avro.OffsetRange;
import io.headrace.trainer.window.Checkpoint;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far the topics were read when a training began.
 *
 * @param examples per partition of the examples topic one past the last example read
 * @param retrain one past the last request that is dealt with when the training is
 */
record Positions(Map<Integer, Long> examples, long retrain) {

    Positions {
        examples = new TreeMap<>(examples);
    }

    /**
     * Checkpoints to come back to.
     *
     * @param firsts per partition the first example that is kept
     */
    Map<Integer, Checkpoint> checkpoints(Map<Integer, Long> firsts, OptionalLong floor) {
        Map<Integer, Checkpoint> checkpoints = new TreeMap<>();
        examples.forEach((partition, until) ->
                checkpoints.put(partition, new Checkpoint(firsts.getOrDefault(partition, until), until, floor)));
        return checkpoints;
    }

    /** For lineage: the stretches that hold a window. */
    List<OffsetRange> ranges(String topic, Map<Integer, Long> firsts) {
        return examples.entrySet().stream()
                .map(entry -> new OffsetRange(
                        topic, entry.getKey(), firsts.getOrDefault(entry.getKey(), entry.getValue()), entry.getValue()))
                .toList();
    }

    /** The positions as one word, for an alert's id. */
    String text() {
        return examples.entrySet().stream()
                .map(entry -> entry.getKey() + "@" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
