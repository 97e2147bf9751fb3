package io.headrace.schemas.definition;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One pipeline, whole and valid: what the YAML file says, with every default filled in.
 *
 * @param streams further streams of events that features aggregate
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
        List<EventStream> streams,
        List<Reference> references,
        List<Feature> features,
        Training train,
        Gates gates,
        Rollout rollout,
        Monitoring monitor,
        Optional<CsvDialect> source,
        String hash) {

    public PipelineDefinition {
        streams = List.copyOf(streams);
        references = List.copyOf(references);
        features = List.copyOf(features);
        Bounds.notEmpty("features", features.size());
        long names = features.stream().map(Feature::name).distinct().count();
        if (names < features.size()) {
            throw new IllegalArgumentException("features have names of their own, found "
                    + features.stream().map(Feature::name).toList());
        }
        Set<String> known = streams.stream().map(EventStream::name).collect(Collectors.toSet());
        for (Feature feature : features) {
            if (feature instanceof Feature.OfEntity ofEntity
                    && !known.containsAll(ofEntity.from().stream().toList())) {
                throw new IllegalArgumentException(feature.name() + ": there is no stream "
                        + ofEntity.from().orElse("") + " among " + known);
            }
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

    /**
     * The further stream of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public EventStream stream(String name) {
        return streams.stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is not one of the streams "
                        + streams.stream().map(EventStream::name).toList()));
    }

    /** Its features that look rows up, by name. */
    public List<String> lookups() {
        return features.stream()
                .filter(Feature.Lookup.class::isInstance)
                .map(Feature::name)
                .toList();
    }

    /** A definition without further streams. */
    public PipelineDefinition(
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
        this(
                pipeline,
                problem,
                events,
                labels,
                clean,
                List.of(),
                references,
                features,
                train,
                gates,
                rollout,
                monitor,
                source,
                hash);
    }

    /** A definition without references and further streams. */
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

    /** A definition that says nothing about files, without references and further streams. */
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
