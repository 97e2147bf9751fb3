package io.headrace.registry.protocol.view;

import io.headrace.model.ModelRef;
import io.headrace.registry.protocol.view.RegistryEntry.VersionPublished;
import io.headrace.schemas.definition.PipelineName;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All pipelines' models at one position of the registry topic. Immutable. */
public final class RegistryView {

    private static final RegistryView EMPTY = new RegistryView(Map.of());

    private final Map<String, PipelineModels> byPipeline;

    private RegistryView(Map<String, PipelineModels> byPipeline) {
        this.byPipeline = new TreeMap<>(byPipeline);
    }

    public static RegistryView empty() {
        return EMPTY;
    }

    /** A copy in which these pipelines' models are replaced. */
    RegistryView with(Collection<PipelineModels> changed) {
        RegistryView view = new RegistryView(byPipeline);
        changed.forEach(models -> view.byPipeline.put(models.pipeline().value(), models));
        return view;
    }

    /** Every pipeline with models, by name. */
    public Collection<PipelineModels> pipelines() {
        return byPipeline.values().stream()
                .filter(models -> !models.versions().isEmpty())
                .toList();
    }

    /** A pipeline's models; none of all, if the registry does not know it. */
    public PipelineModels of(PipelineName pipeline) {
        return byPipeline.getOrDefault(pipeline.value(), PipelineModels.none(pipeline));
    }

    /** The version a reference names at this position. */
    public Optional<VersionPublished> resolve(ModelRef reference) {
        PipelineModels models = of(reference.pipeline());
        return switch (reference) {
            case ModelRef.ByVersion byVersion -> models.version(byVersion.version());
            case ModelRef.ByAlias byAlias -> models.byAlias(byAlias.alias());
        };
    }

    /** Whether a version with these bytes was published by any pipeline, and so its chunks are on headrace.artifacts. */
    public boolean holdsArtifact(String sha256) {
        return byPipeline.values().stream()
                .flatMap(models -> models.versions().stream())
                .anyMatch(published ->
                        published.version().getArtifact().getSha256().equals(sha256));
    }
}
