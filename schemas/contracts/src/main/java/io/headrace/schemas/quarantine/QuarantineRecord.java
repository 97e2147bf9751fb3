package io.headrace.schemas.quarantine;

import io.headrace.schemas.topics.RecordSize;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record as it goes to quarantine: byte for byte and with its own headers where that fits, and otherwise a part of it that
 * says what it is a part of. What is cut is the largest of value, key and headers, and of these as few as must be:
 *
 * <ul>
 *   <li>the value to its first {@link #HEAD_BYTES}; header {@code headrace.quarantine.size} is its size in bytes, {@code
 *       headrace.quarantine.sha-256} its SHA-256 in hexadecimal digits;
 *   <li>the key likewise, with {@code headrace.quarantine.key-size} and {@code headrace.quarantine.key-sha-256};
 *   <li>the record's own headers are left out; {@code headrace.quarantine.headers-omitted} is how many there were.
 * </ul>
 *
 * @param headers its own, if they fit, and those of {@link Quarantined}
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to a producer, never compared
public record QuarantineRecord(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {

    /** What is kept of a value or key that does not fit: 64 KiB. */
    public static final int HEAD_BYTES = 64 << 10;

    /** The value's size, where it was cut. */
    public static final String SIZE = Quarantined.PREFIX + "size";

    /** The value's SHA-256, where it was cut. */
    public static final String SHA_256 = Quarantined.PREFIX + "sha-256";

    /** The key's size, where it was cut. */
    public static final String KEY_SIZE = Quarantined.PREFIX + "key-size";

    /** The key's SHA-256, where it was cut. */
    public static final String KEY_SHA_256 = Quarantined.PREFIX + "key-sha-256";

    /** How many headers the record had, where they were left out. */
    public static final String HEADERS_OMITTED = Quarantined.PREFIX + "headers-omitted";

    /** More than the headers that say what was cut can take. */
    private static final int CUT_HEADERS_BYTES = 1024;

    /**
     * The record for the quarantine.
     *
     * @param limitBytes the largest batch that the quarantine topic takes, 256 KiB or more
     */
    public static QuarantineRecord of(
            byte @Nullable [] key, byte @Nullable [] value, Headers headers, Quarantined why, int limitBytes) {
        return new Fitting(key, value, headers).within(why, limitBytes - CUT_HEADERS_BYTES);
    }

    /** A record on its way to what fits. */
    private static final class Fitting {

        private final Headers cuts = new RecordHeaders();
        private byte @Nullable [] key;
        private byte @Nullable [] value;
        private Headers own;

        Fitting(byte @Nullable [] key, byte @Nullable [] value, Headers own) {
            this.key = key;
            this.value = value;
            this.own = own;
        }

        QuarantineRecord within(Quarantined why, long limitBytes) {
            long fixed = RecordSize.of(null, null, why.besides(new RecordHeaders()));
            while (fixed + length(key) + length(value) + RecordSize.of(own) > limitBytes && cutLargest()) {}
            Headers headers = why.besides(own);
            cuts.forEach(headers::add);
            return new QuarantineRecord(key, value, headers);
        }

        /** Whether there was something left to cut. */
        private boolean cutLargest() {
            long ofHeaders = RecordSize.of(own);
            int largest = Math.max(length(key), length(value));
            if (ofHeaders > Math.max(largest, HEAD_BYTES)) {
                cuts.add(HEADERS_OMITTED, text(Integer.toString(own.toArray().length)));
                own = new RecordHeaders();
                return true;
            }
            if (largest <= HEAD_BYTES) {
                return false;
            }
            if (value != null && value.length == largest) {
                value = head(value, SIZE, SHA_256);
            } else if (key != null) {
                key = head(key, KEY_SIZE, KEY_SHA_256);
            }
            return true;
        }

        private byte[] head(byte[] whole, String size, String digest) {
            cuts.add(size, text(Integer.toString(whole.length)));
            cuts.add(digest, text(HexFormat.of().formatHex(sha256(whole))));
            return Arrays.copyOf(whole, HEAD_BYTES);
        }

        private static int length(byte @Nullable [] bytes) {
            return bytes == null ? 0 : bytes.length;
        }

        private static byte[] text(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private static byte[] sha256(byte[] bytes) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(bytes);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
