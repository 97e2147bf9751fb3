package io.headrace.schemas.topics;

import io.headrace.schemas.definition.PipelineName;
import java.util.List;
import java.util.stream.Stream;

/** The topic catalogue: every topic of a pipeline, and those all pipelines share. */
public record Topics(PipelineName pipeline) {

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

    /**
     * Every topic with its layout.
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

    /** The topics that are read together by the event's id, partition by partition. */
    public List<String> joined() {
        return List.of(labels(), features());
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
