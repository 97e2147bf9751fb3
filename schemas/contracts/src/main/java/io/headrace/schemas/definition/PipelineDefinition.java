package io.headrace.schemas.definition;

import java.util.List;
import java.util.Optional;

/**
 * One pipeline, whole and valid: what the YAML file says, with every default filled in.
 *
 * @param source how files of its events are written, where the definition says so; no part of the hash: it does not change
 *     what a model is
 * @param hash lower-case hexadecimal SHA-256 of the definition in canonical form (event schema included): equal for files
 *     that differ only in layout, comments or spelled-out defaults
 */
public record PipelineDefinition(
        PipelineName pipeline,
        Problem problem,
        Events events,
        Labels labels,
        Cleaning clean,
        List<Feature> features,
        Training train,
        Gates gates,
        Rollout rollout,
        Monitoring monitor,
        Optional<CsvDialect> source,
        String hash) {

    public PipelineDefinition {
        features = List.copyOf(features);
        Bounds.notEmpty("features", features.size());
        long names = features.stream().map(Feature::name).distinct().count();
        if (names < features.size()) {
            throw new IllegalArgumentException("features have names of their own, found "
                    + features.stream().map(Feature::name).toList());
        }
    }

    /** A definition that says nothing about files. */
    public PipelineDefinition(
            PipelineName pipeline,
            Problem problem,
            Events events,
            Labels labels,
            Cleaning clean,
            List<Feature> features,
            Training train,
            Gates gates,
            Rollout rollout,
            Monitoring monitor,
            String hash) {
        this(
                pipeline,
                problem,
                events,
                labels,
                clean,
                features,
                train,
                gates,
                rollout,
                monitor,
                Optional.empty(),
                hash);
    }
}
