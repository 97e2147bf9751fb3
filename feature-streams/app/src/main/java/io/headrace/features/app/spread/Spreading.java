package io.headrace.features.app.spread;

import io.headrace.features.app.lookup.EntityPartitions;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.InputEnds;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;

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

    /** Whether a source of the rows brings events. */
    boolean isOfEvents(int source) {
        return source < partitions;
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

    /** A task that passes items on has no input of its own to wait for: it is idle as soon as nothing is left in it. */
    Announcer.Rule relaying() {
        return new Announcer.Rule(announcing.idleAfter().map(_ -> Duration.ZERO), announcing.every());
    }

    static boolean learns(FeatureProgram program) {
        return program.stages().stream().anyMatch(Stage::learns);
    }

    /** The partition of a stage's entity. */
    int partitionOf(Stage stage, String entity) {
        return new EntityPartitions(partitions).of(stage, entity);
    }

    /** The partition in which an event's row is put together and its labels meet it. */
    int partitionOf(String eventId) {
        return new EntityPartitions(partitions).of(eventId);
    }
}
