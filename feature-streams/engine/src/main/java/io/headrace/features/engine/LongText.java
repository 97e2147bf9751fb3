package io.headrace.features.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Texts of bounded length, so that pieces are. A longer one is told from others by 128 bits of its SHA-256: of a trillion different ones
 * two are taken for one with a chance of one in 10^14.
 */
final class LongText {

    /** UTF-16 units. */
    static final int MOST = 1024;

    private static final int HASH_BYTES = 16;

    private LongText() {}

    /** The text itself, or where it is too long {@code ~} and 32 hexadecimal digits. */
    static String bounded(String text) {
        return text.length() <= MOST ? text : "~" + HexFormat.of().formatHex(sha256(text), 0, HASH_BYTES);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
