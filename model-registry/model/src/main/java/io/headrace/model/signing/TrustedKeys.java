package io.headrace.model.signing;

import io.headrace.schemas.avro.ModelVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whose signatures count: public keys by id. Several, so that a key can be replaced while old models serve. */
public final class TrustedKeys {

    private final Map<String, PublicKey> byId = new TreeMap<>();

    public TrustedKeys(Collection<PublicKey> keys) {
        keys.forEach(key -> byId.put(SigningKeys.id(key), key));
    }

    public static TrustedKeys of(PublicKey key) {
        return new TrustedKeys(List.of(key));
    }

    /**
     * Reads public keys from PEM files.
     *
     * @throws IOException if a file is missing or is no Ed25519 public key; the message names the file
     */
    public static TrustedKeys read(Collection<Path> publicPems) throws IOException {
        Map<Path, PublicKey> keys = new TreeMap<>();
        for (Path file : publicPems) {
            keys.put(file, PemFiles.readPublic(file));
        }
        return new TrustedKeys(keys.values());
    }

    /** Why a version's signature does not count, as a sentence; empty if it does. */
    public Optional<String> mistake(ModelVersion version) {
        String model = version.getPipeline() + "@" + version.getVersion();
        String right = "a signature of one of the keys " + new TreeSet<>(byId.keySet()) + " would be right";
        ByteBuffer signature = version.getSignature().duplicate();
        if (!signature.hasRemaining()) {
            return Optional.of(model + " is not signed; " + right);
        }
        PublicKey key = byId.get(version.getSignedBy());
        if (key == null) {
            return Optional.of(model + " is signed with the key \"" + version.getSignedBy()
                    + "\", which is not trusted here; " + right);
        }
        byte[] signed = new byte[signature.remaining()];
        signature.get(signed);
        return Ed25519.verify(key, SignedBytes.of(version), signed)
                ? Optional.empty()
                : Optional.of(model + " does not match its signature: it was changed after the key "
                        + version.getSignedBy() + " signed it, or another key did; " + right);
    }
}
