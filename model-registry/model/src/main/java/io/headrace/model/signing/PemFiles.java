package io.headrace.model.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Ed25519 keys as PEM text (RFC 7468). */
final class PemFiles {

    private static final int ID_BYTES = 8;
    private static final int LINE_CHARACTERS = 64;

    private PemFiles() {}

    static PrivateKey readPrivate(Path file) throws IOException {
        KeySpec spec = new PKCS8EncodedKeySpec(content(file, "PRIVATE KEY"));
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(spec);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    file + " holds no Ed25519 private key; make one with: openssl genpkey -algorithm ed25519", e);
        }
    }

    static PublicKey readPublic(Path file) throws IOException {
        KeySpec spec = new X509EncodedKeySpec(content(file, "PUBLIC KEY"));
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(spec);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    file + " holds no Ed25519 public key; make one with: openssl pkey -in PRIVATE -pubout", e);
        }
    }

    static String text(String label, byte[] content) {
        String lines = Base64.getMimeEncoder(LINE_CHARACTERS, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return begin(label) + "\n" + lines + "\n" + end(label) + "\n";
    }

    static String id(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] content(Path file, String label) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "there is no file " + file + "; a PEM file with \"" + begin(label) + "\" would be right", e);
        }
        int from = text.indexOf(begin(label));
        int until = text.indexOf(end(label));
        if (from < 0 || until < from) {
            throw new IOException(file + " has no \"" + begin(label) + "\"; a PEM file with one would be right");
        }
        try {
            return Base64.getMimeDecoder()
                    .decode(text.substring(from + begin(label).length(), until));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is no PEM file: " + e.getMessage(), e);
        }
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static String end(String label) {
        return "-----END " + label + "-----";
    }
}
