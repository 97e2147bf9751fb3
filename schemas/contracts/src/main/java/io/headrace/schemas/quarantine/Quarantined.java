package io.headrace.schemas.quarantine;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Where a record in quarantine came from and why it is there: its headers in the quarantine topic.
 *
 * @param topic where it was read
 * @param partition of that topic
 * @param offset in that partition
 * @param timestamp the record's own, epoch milliseconds
 * @param app who refused it, for example {@code cleaning}
 * @param rule the rule it broke: one that the definition names, or one of {@link QuarantineRule}
 * @param reason one sentence for a person: what was found and what would be right
 */
public record Quarantined(
        String topic, int partition, long offset, long timestamp, String app, String rule, String reason) {

    /** What the names of all headers that quarantine adds begin with. */
    static final String PREFIX = "headrace.quarantine.";

    /** Long enough for any sentence; a value that is cited in one is shortened before. */
    private static final int LONGEST_TEXT = 4096;

    public Quarantined {
        app = shortened(app);
        rule = shortened(rule);
        reason = shortened(reason);
    }

    /**
     * The headers of a record sent to quarantine: those it had, and these. Of one that was in quarantine before, what
     * was said then gives way.
     */
    public Headers besides(Headers original) {
        Headers headers = new RecordHeaders();
        for (Header header : original) {
            if (!header.key().startsWith(PREFIX)) {
                headers.add(header);
            }
        }
        put(headers, "topic", topic);
        put(headers, "partition", Integer.toString(partition));
        put(headers, "offset", Long.toString(offset));
        put(headers, "timestamp", Long.toString(timestamp));
        put(headers, "app", app);
        put(headers, "rule", rule);
        put(headers, "reason", reason);
        return headers;
    }

    /** Reads a quarantine record's headers; empty where they are not all there. */
    public static Optional<Quarantined> read(Headers headers) {
        try {
            return Optional.of(new Quarantined(
                    text(headers, "topic"),
                    Integer.parseInt(text(headers, "partition")),
                    Long.parseLong(text(headers, "offset")),
                    Long.parseLong(text(headers, "timestamp")),
                    text(headers, "app"),
                    text(headers, "rule"),
                    text(headers, "reason")));
        } catch (IllegalArgumentException missing) {
            return Optional.empty();
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(PREFIX + name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("no header " + PREFIX + name);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
