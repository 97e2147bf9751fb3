package io.headrace.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A model's ONNX bytes with their digest. Equal by digest. The bytes are handed over, not copied: do not change them. */
public final class ModelArtifact {

    private final byte[] onnx;
    private final String sha256;

    public ModelArtifact(byte[] onnx) {
        this.onnx = onnx;
        this.sha256 = digest(onnx);
    }

    /** The ONNX bytes themselves, not a copy. */
    public byte[] onnx() {
        return onnx;
    }

    /** SHA-256 of the bytes, lower-case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** Number of bytes. */
    public int size() {
        return onnx.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelArtifact artifact && sha256.equals(artifact.sha256);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    @Override
    public String toString() {
        return "ModelArtifact[" + sha256 + ", " + onnx.length + " bytes]";
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
