package io.headrace.schemas.topics;

import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.PipelineName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The topic catalogue: every topic of a pipeline, and those all pipelines share. */
public record Topics(PipelineName pipeline) {

    private static final Pattern OF_STREAM = Pattern.compile("[^.]+\\.stream\\.([^.]+)\\.(?:raw|clean)");

    /** Versions and aliases of all pipelines' models; compacted. */
    public static final String MODELS = "headrace.models";

    /** Model bytes in chunks, keyed by digest; compacted. */
    public static final String ARTIFACTS = "headrace.artifacts";

    /** Events as they came; their timestamps are when. Key: the event id as text. */
    public String raw() {
        return of("raw");
    }

    /** Labels as they came. Key: the event id as text. */
    public String labels() {
        return of("labels");
    }

    /** Valid events, once each, repaired and filled. Key: the event id as text. */
    public String clean() {
        return of("clean");
    }

    /** Records that could not be used, as they came or the head of what is too large, with origin and reason in headers. */
    public String quarantine() {
        return of("quarantine");
    }

    /** Feature rows. Key: the event id as text. */
    public String features() {
        return of("features");
    }

    /** Feature rows with their labels. Key: the event id as text. */
    public String examples() {
        return of("examples");
    }

    /** What models said. Key: the event id as text. */
    public String predictions() {
        return of("predictions");
    }

    /** Windows of live data against the baseline. Key: the pipeline. */
    public String drift() {
        return of("drift");
    }

    /** CloudEvents in the Kafka binary binding. Key: the pipeline. */
    public String alerts() {
        return of("alerts");
    }

    /** Requests for a new candidate. Key: the pipeline. */
    public String retrain() {
        return of("retrain");
    }

    /** Events of a further stream as they came. Key: the event id as text. */
    public String raw(EventStream stream) {
        return rawOfStream(stream.name());
    }

    /** As {@link #raw(EventStream)}, by the stream's name. */
    public String rawOfStream(String stream) {
        return of("stream." + stream + ".raw");
    }

    /** Valid events of a further stream, once each, repaired and filled. Key: the event id as text. */
    public String clean(EventStream stream) {
        return of("stream." + stream.name() + ".clean");
    }

    /** The further stream that a topic is of, whatever its pipeline; empty for any other topic. */
    public static Optional<String> streamOf(String topic) {
        Matcher stream = OF_STREAM.matcher(topic);
        return stream.matches() ? Optional.of(stream.group(1)) : Optional.empty();
    }

    /** Rows of a reference as others write them; compacted. Key: the row's key as text. */
    public String reference(String name) {
        return of("reference." + name);
    }

    /**
     * Events and labels of the past for features of one meaning, which the features app takes in before anything else. Key: the event id as text.
     *
     * @param meaning the definition's, 16 hexadecimal digits
     */
    public String history(String meaning) {
        return of("history." + meaning);
    }

    /** The layout of {@link #history}: of use once. */
    public TopicSpec historySpec(String meaning, int partitions, short replication) {
        return TopicSpec.passing(history(meaning), partitions, replication, TopicLimits.FEATURES);
    }

    /**
     * Every topic of a definition with its layout: those of {@link #all(int, short)}, of its further streams and of its references.
     *
     * @param partitions of the topics keyed by event or by row, 1 or more; the others have one
     * @param replication replicas of each, 1 or more
     */
    public static List<TopicSpec> all(PipelineDefinition definition, int partitions, short replication) {
        Topics topics = new Topics(definition.pipeline());
        Stream<TopicSpec> streams = definition.streams().stream()
                .flatMap(stream -> Stream.of(
                        TopicSpec.arrivals(topics.raw(stream), partitions, replication, TopicLimits.RAW),
                        TopicSpec.log(topics.clean(stream), partitions, replication, TopicLimits.CLEAN)));
        Stream<TopicSpec> references = definition.references().stream()
                .map(reference ->
                        TopicSpec.table(topics.reference(reference.name()), partitions, replication, TopicLimits.RAW));
        return Stream.of(topics.all(partitions, replication).stream(), streams, references)
                .flatMap(specs -> specs)
                .toList();
    }

    /**
     * Every topic that all pipelines have, with its layout.
     *
     * @param partitions of the topics keyed by event, 1 or more; the others have one
     * @param replication replicas of each, 1 or more
     */
    public List<TopicSpec> all(int partitions, short replication) {
        Stream<TopicSpec> byEvent = Stream.of(
                TopicSpec.arrivals(raw(), partitions, replication, TopicLimits.RAW),
                TopicSpec.log(labels(), partitions, replication, TopicLimits.RAW),
                TopicSpec.log(clean(), partitions, replication, TopicLimits.CLEAN),
                TopicSpec.log(quarantine(), partitions, replication, TopicLimits.QUARANTINE),
                TopicSpec.log(features(), partitions, replication, TopicLimits.FEATURES),
                TopicSpec.log(examples(), partitions, replication, TopicLimits.EXAMPLES),
                TopicSpec.log(predictions(), partitions, replication, TopicLimits.PREDICTIONS));
        Stream<TopicSpec> byPipeline = Stream.of(drift(), alerts(), retrain())
                .map(name -> TopicSpec.log(name, 1, replication, TopicLimits.REPORTS));
        return Stream.of(byEvent, byPipeline, shared(replication).stream())
                .flatMap(specs -> specs)
                .toList();
    }

    /** The topics of a definition that are read together, partition by partition. */
    public static List<String> joined(PipelineDefinition definition) {
        Topics topics = new Topics(definition.pipeline());
        return Stream.of(
                        Stream.of(topics.labels(), topics.features()),
                        definition.streams().stream().map(topics::clean),
                        definition.references().stream().map(reference -> topics.reference(reference.name())))
                .flatMap(names -> names)
                .toList();
    }

    /** The topics that all pipelines share, with their layout. */
    public static List<TopicSpec> shared(short replication) {
        return Stream.of(MODELS, ARTIFACTS)
                .map(name -> TopicSpec.compacted(name, 1, replication))
                .toList();
    }

    private String of(String role) {
        return pipeline.value() + "." + role;
    }
}
