package io.headrace.registry.protocol;

import io.headrace.model.ModelArtifact;
import io.headrace.model.signing.ModelSigner;
import io.headrace.schemas.avro.ModelVersion;
import java.util.Optional;

/**
 * A model about to be published.
 *
 * @param draft the version; its number, artefact reference, key id and signature are filled in at publication
 * @param signer signs the version once it has its number
 * @param alias moved to the version in the same transaction, for example champion
 */
public record Publication(
        ModelVersion draft, ModelArtifact artifact, ModelSigner signer, Optional<String> alias, Authorship by) {}
