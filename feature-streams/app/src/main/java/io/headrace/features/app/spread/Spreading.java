package io.headrace.features.app.spread;

import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.InputClock;
import io.headrace.runtime.streams.eventtime.InputEnds;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * How events are spread.
 *
 * @param partitions of every topic, 1 or more
 * @param learns whether a stage learns from labels
 * @param eager whether stages answer at once, with what they know
 * @param announcing how sources report their progress
 * @param ends whether inputs are read to their ends
 */
record Spreading(
        Topics topics, int partitions, boolean learns, boolean eager, Announcer.Rule announcing, InputEnds ends) {

    /** The number of an events' partition among the sources of any target. */
    int ofEvents(int partition) {
        return partition;
    }

    /** The number of a labels' partition, or of the task that passes their labels on, among the sources of any target. */
    int ofLabels(int partition) {
        return partitions + partition;
    }

    /** How many sources the rows, and the learning, have. */
    int sources() {
        return 2 * partitions;
    }

    /** How many sources the stages have: events, and labels as far as they learn. */
    int stageSources() {
        return learns ? 2 * partitions : partitions;
    }

    List<Target> eventTargets() {
        return learns ? List.of(Target.STAGES, Target.ROWS, Target.LEARNING) : List.of(Target.STAGES, Target.ROWS);
    }

    List<Target> labelTargets() {
        return learns ? List.of(Target.ROWS, Target.LEARNING) : List.of(Target.ROWS);
    }

    /** What an input partition says of itself. */
    Speaker.Standing standing(InputClock clock, TopicPartition input) {
        return new Speaker.Standing() {
            @Override
            public long watermark() {
                return clock.watermark();
            }

            @Override
            public boolean isAtEnd() {
                return ends.isAtEnd(input, clock.offset());
            }
        };
    }

    /** A task that passes items on has no input of its own to wait for: it is idle as soon as nothing is left in it. */
    Announcer.Rule relaying() {
        return new Announcer.Rule(announcing.idleAfter().map(_ -> Duration.ZERO), announcing.every());
    }

    static boolean learns(FeatureProgram program) {
        return program.stages().stream().anyMatch(Stage::learns);
    }

    /** The key that brings all of a stage's entity to one partition. */
    static String stageKey(Stage stage, String entity) {
        return stage.name() + '|' + entity;
    }
}
