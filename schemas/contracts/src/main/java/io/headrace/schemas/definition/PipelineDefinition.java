package io.headrace.schemas.definition;

import java.util.List;
import java.util.Optional;

/**
 * One pipeline, whole and valid: what the YAML file says, with every default filled in.
 *
 * @param references tables that lookups read
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
        List<Reference> references,
        List<Feature> features,
        Training train,
        Gates gates,
        Rollout rollout,
        Monitoring monitor,
        Optional<CsvDialect> source,
        String hash) {

    public PipelineDefinition {
        references = List.copyOf(references);
        features = List.copyOf(features);
        Bounds.notEmpty("features", features.size());
        long names = features.stream().map(Feature::name).distinct().count();
        if (names < features.size()) {
            throw new IllegalArgumentException("features have names of their own, found "
                    + features.stream().map(Feature::name).toList());
        }
        for (Feature feature : features) {
            if (feature instanceof Feature.Lookup lookup && !isRead(references, lookup)) {
                throw new IllegalArgumentException(lookup.name() + ": there is no reference " + lookup.reference()
                        + " with a " + lookup.kind() + " field " + lookup.field());
            }
        }
    }

    /**
     * The reference of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Reference reference(String name) {
        return references.stream()
                .filter(reference -> reference.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is not one of the references "
                        + references.stream().map(Reference::name).toList()));
    }

    /** Its features that look rows up, by name. */
    public List<String> lookups() {
        return features.stream()
                .filter(Feature.Lookup.class::isInstance)
                .map(Feature::name)
                .toList();
    }

    /** A definition without references. */
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
            Optional<CsvDialect> source,
            String hash) {
        this(
                pipeline, problem, events, labels, clean, List.of(), features, train, gates, rollout, monitor, source,
                hash);
    }

    /** A definition that says nothing about files, without references. */
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

    private static boolean isRead(List<Reference> references, Feature.Lookup lookup) {
        return references.stream()
                .filter(reference -> reference.name().equals(lookup.reference()))
                .anyMatch(reference -> reference.fields().get(lookup.field()) == lookup.kind());
    }
}
