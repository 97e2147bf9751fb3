package io.headrace.registry.protocol.view;

import io.headrace.model.ModelRef;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.definition.PipelineName;
import java.util.Optional;

/** One change of the registry. */
public sealed interface RegistryEntry {

    PipelineName pipeline();

    Provenance provenance();

    /** A version came to be. */
    record VersionPublished(ModelVersion version, Provenance provenance) implements RegistryEntry {

        @Override
        public PipelineName pipeline() {
            return new PipelineName(version.getPipeline());
        }

        public ModelRef reference() {
            return ModelRef.of(version);
        }
    }

    /**
     * An alias came to name a version.
     *
     * @param previous the version it named before
     */
    record AliasMoved(
            PipelineName pipeline, String alias, int version, Optional<Integer> previous, Provenance provenance)
            implements RegistryEntry {}
}
