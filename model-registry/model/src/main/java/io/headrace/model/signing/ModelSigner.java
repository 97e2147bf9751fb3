package io.headrace.model.signing;

import io.headrace.schemas.avro.ModelVersion;
import java.nio.ByteBuffer;

/** Signs model versions. */
public final class ModelSigner {

    private final SigningKeys keys;

    public ModelSigner(SigningKeys keys) {
        this.keys = keys;
    }

    /** A copy of the version with this signer's key id and signature; any it had before is replaced. */
    public ModelVersion sign(ModelVersion version) {
        ModelVersion named =
                ModelVersion.newBuilder(version).setSignedBy(keys.id()).build();
        byte[] signature = Ed25519.sign(keys.privateKey(), SignedBytes.of(named));
        return ModelVersion.newBuilder(named)
                .setSignature(ByteBuffer.wrap(signature))
                .build();
    }
}
