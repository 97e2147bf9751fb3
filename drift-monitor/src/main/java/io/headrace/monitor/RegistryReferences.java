package io.headrace.monitor;

import io.headrace.model.ModelRef;
import io.headrace.monitor.reference.ReferenceDistribution;
import io.headrace.monitor.reference.ReferenceSource;
import io.headrace.registry.protocol.RegistryReader;
import io.headrace.schemas.definition.PipelineDefinition;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reference distributions from the registry topic. A version that is not known yet is looked for up to the topic's present end: the scoring
 * service read it there before it made the prediction that names it.
 */
final class RegistryReferences implements ReferenceSource {

    private static final Duration PATIENCE = Duration.ofSeconds(5); // below the ten of a transaction

    private final RegistryReader registry;
    private final PipelineDefinition definition;

    RegistryReferences(RegistryReader registry, PipelineDefinition definition) {
        this.registry = registry;
        this.definition = definition;
    }

    /** @throws TimeoutException when the registry topic cannot be read now; the record is then tried again */
    @Override
    public Optional<ReferenceDistribution> of(String model) {
        return version(model).flatMap(reference -> {
            if (registry.resolve(reference).isEmpty()) {
                awaitCaughtUp(reference);
            }
            return registry.resolve(reference)
                    .map(published -> ReferenceDistribution.of(published.version(), definition));
        });
    }

    /** Empty for version 0, which is in no registry, and for a text that names no version of this pipeline. */
    private Optional<ModelRef.ByVersion> version(String model) {
        try {
            return ModelRef.parse(model) instanceof ModelRef.ByVersion byVersion
                            && byVersion.version() > 0
                            && byVersion.pipeline().equals(definition.pipeline())
                    ? Optional.of(byVersion)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void awaitCaughtUp(ModelRef reference) {
        try {
            if (!registry.awaitCaughtUp(PATIENCE)) {
                throw new TimeoutException("the registry topic could not be read to its end within "
                        + PATIENCE.toSeconds() + " s while looking for " + reference);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
