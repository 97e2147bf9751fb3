package io.headrace.features.app.spread;

import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.features.lookup.EntityPartitions;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.InputEnds;
import io.headrace.runtime.streams.eventtime.Upstream;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.topics.Topics;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * How events are spread.
 *
 * @param partitions of every topic, 1 or more
 * @param eager whether stages answer at once, with what they know
 * @param announcing how sources report their progress and when they are idle
 * @param ends where inputs end
 */
record Spreading(
        Topics topics, int partitions, Feeding feeding, boolean eager, Announcer.Rule announcing, InputEnds ends) {

    /**
     * What feeds the stages beside events.
     *
     * @param learns whether a stage learns from labels
     * @param streams further streams that stages remember
     * @param references those that features look up in
     */
    record Feeding(boolean learns, List<EventStream> streams, List<Reference> references) {

        Feeding {
            streams = List.copyOf(streams);
            references = List.copyOf(references);
        }

        static Feeding of(FeatureProgram program) {
            return new Feeding(
                    program.stages().stream().anyMatch(Stage::learns), program.streams(), program.references());
        }
    }

    boolean learns() {
        return feeding.learns();
    }

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

    /**
     * The number of a reference's partition among the sources of the stages: the same whatever other references there are, behind those of
     * events and labels.
     */
    int ofReference(Reference reference, int partition) {
        return (2 + reference.number()) * partitions + partition;
    }

    /** As {@link #ofReference}, of a further stream's partition. */
    int ofStream(EventStream stream, int partition) {
        return (2 + stream.number()) * partitions + partition;
    }

    /** The sources of the events of rows. */
    Upstream eventSources() {
        return upstream(byPartition(topics.clean()));
    }

    /** The sources of the rows and of the learning: events, then labels. */
    Upstream allSources() {
        return upstream(concat(byPartition(topics.clean()), byPartition(topics.labels())));
    }

    /**
     * The sources of the stages: events and, as far as they learn, tasks that each pass on what comes of all events and labels; beside
     * them further streams and references, which are waited for but do not say how far event time has come.
     */
    Upstream stageSources() {
        List<List<TopicPartition>> events = byPartition(topics.clean());
        List<TopicPartition> everything =
                allSources().inputs().stream().flatMap(List::stream).toList();
        return new Upstream(
                learns() ? concat(events, Collections.nCopies(partitions, everything)) : events,
                beside(),
                announcing.idleAfter(),
                ends);
    }

    private SortedMap<Integer, List<TopicPartition>> beside() {
        SortedMap<Integer, List<TopicPartition>> sources = new TreeMap<>();
        for (EventStream stream : feeding.streams()) {
            for (int partition = 0; partition < partitions; partition++) {
                sources.put(ofStream(stream, partition), List.of(new TopicPartition(topics.clean(stream), partition)));
            }
        }
        for (Reference reference : feeding.references()) {
            for (int partition = 0; partition < partitions; partition++) {
                sources.put(
                        ofReference(reference, partition),
                        List.of(new TopicPartition(topics.reference(reference.name()), partition)));
            }
        }
        return sources;
    }

    private Upstream upstream(List<List<TopicPartition>> inputs) {
        return new Upstream(inputs, announcing.idleAfter(), ends);
    }

    private List<List<TopicPartition>> byPartition(String topic) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> List.of(new TopicPartition(topic, partition)))
                .toList();
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    List<Target> eventTargets() {
        return learns() ? List.of(Target.STAGES, Target.ROWS, Target.LEARNING) : List.of(Target.STAGES, Target.ROWS);
    }

    List<Target> labelTargets() {
        return learns() ? List.of(Target.ROWS, Target.LEARNING) : List.of(Target.ROWS);
    }

    /** The partition of a stage's entity. */
    int partitionOf(Stage stage, String entity) {
        return new EntityPartitions(partitions).of(stage, entity);
    }

    /** The partition of a reference's row. */
    int partitionOf(String reference, String key) {
        return new EntityPartitions(partitions).of(reference, key);
    }

    /** The partition in which an event's row is put together and its labels meet it. */
    int partitionOf(String eventId) {
        return new EntityPartitions(partitions).of(eventId);
    }
}
