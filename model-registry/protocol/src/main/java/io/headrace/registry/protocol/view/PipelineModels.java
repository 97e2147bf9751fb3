package io.headrace.registry.protocol.view;

import io.headrace.model.ModelRef;
import io.headrace.registry.protocol.view.RegistryEntry.AliasMoved;
import io.headrace.registry.protocol.view.RegistryEntry.VersionPublished;
import io.headrace.schemas.definition.PipelineName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pipeline's models.
 *
 * @param versions ascending by number
 * @param aliases each alias's last move, by its name
 * @param history the last changes, oldest first, as far as the compacted topic and a bound of memory keep them: every
 *     version's publication, an alias's last move, and earlier moves for a while
 */
public record PipelineModels(
        PipelineName pipeline,
        List<VersionPublished> versions,
        Map<String, AliasMoved> aliases,
        List<RegistryEntry> history) {

    public PipelineModels {
        versions = List.copyOf(versions);
        aliases = Map.copyOf(aliases);
        history = List.copyOf(history);
    }

    /** A pipeline of which the registry holds nothing. */
    public static PipelineModels none(PipelineName pipeline) {
        return new PipelineModels(pipeline, List.of(), Map.of(), List.of());
    }

    public Optional<VersionPublished> version(int number) {
        return versions.stream()
                .filter(published -> published.version().getVersion() == number)
                .findFirst();
    }

    /** The version an alias names, if the alias and the version exist. */
    public Optional<VersionPublished> byAlias(String alias) {
        return Optional.ofNullable(aliases.get(alias)).flatMap(moved -> version(moved.version()));
    }

    /** The version that serves. */
    public Optional<VersionPublished> champion() {
        return byAlias(ModelRef.CHAMPION);
    }

    /** The number the next version gets. */
    public int nextVersion() {
        return versions.isEmpty() ? 1 : versions.getLast().version().getVersion() + 1;
    }
}
