package io.headrace.schemas.topics;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a record takes in a topic, in bytes: never less than what a broker holds against {@code max.message.bytes} when the
 * record comes alone in its batch, and a few dozen bytes more at most for each header and the record itself.
 */
public final class RecordSize {

    /** A batch's header, and what a record has besides key, value and headers. */
    private static final int RECORD_OVERHEAD = 100;

    /** Two lengths of up to five bytes. */
    private static final int HEADER_OVERHEAD = 10;

    private static final int BYTES_PER_CHARACTER = 3;

    private RecordSize() {}

    /** An upper bound of a whole record. */
    public static long of(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return RECORD_OVERHEAD + length(key) + length(value) + of(headers);
    }

    /** An upper bound of headers alone. */
    public static long of(Headers headers) {
        long bytes = 0;
        for (Header header : headers) {
            bytes += HEADER_OVERHEAD + (long) BYTES_PER_CHARACTER * header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
