package io.headrace.schemas.alert;

import io.headrace.schemas.avro.Alert;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The CloudEvents 1.0 attributes of an alert, as headers of its record on the alerts topic: key the pipeline, value the
 * alert.
 */
public final class AlertHeaders {

    private AlertHeaders() {}

    /**
     * The headers of an alert.
     *
     * @param app who raises it, for example {@code scoring}
     * @param id the same for the same occurrence, however often it is told, so that receivers can drop repeats
     * @param subject what it is about: a model as {@code pipeline@version}, a feature, a window
     * @param time when it happened
     */
    public static Headers of(Alert alert, String app, String id, String subject, Instant time) {
        String kind = alert.getKind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        Headers headers = new RecordHeaders();
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", id);
        put(headers, "ce_source", "/headrace/" + alert.getPipeline() + "/" + app);
        put(headers, "ce_type", "io.headrace.alert." + kind);
        put(headers, "ce_time", time.toString());
        put(headers, "ce_subject", subject);
        put(headers, "content-type", "application/avro");
        return headers;
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
