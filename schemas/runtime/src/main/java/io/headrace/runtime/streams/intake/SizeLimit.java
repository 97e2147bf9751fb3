package io.headrace.runtime.streams.intake;

import io.headrace.schemas.quarantine.QuarantineRule;
import io.headrace.schemas.topics.RecordSize;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The largest record a topic takes. What an app makes is serialized and checked against it before it is sent: a record that a
 * broker refuses takes the transaction with it, and would again after each restart.
 *
 * @param topic whose limit it is
 * @param bytes as in {@link io.headrace.schemas.topics.TopicLimits}
 */
public record SizeLimit(String topic, int bytes) {

    /** Why a record does not fit; empty where it does. */
    public Optional<Refusal> check(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        long size = RecordSize.of(key, value, headers);
        return size <= bytes
                ? Optional.empty()
                : Optional.of(new Refusal(
                        QuarantineRule.TOO_LARGE,
                        "%,d bytes of value, %,d of key and %,d of headers are more than the %,d that a record of %s may take"
                                .formatted(length(value), length(key), RecordSize.of(headers), bytes, topic)));
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
