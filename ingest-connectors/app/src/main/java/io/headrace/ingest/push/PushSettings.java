package io.headrace.ingest.push;

import io.headrace.runtime.settings.SettingsReader;
import java.time.Duration;

/**
 * HTTP push.
 *
 * @param timeout {@code headrace.push.timeout}: how long a request waits for the broker's acknowledgement, 1 s or more
 * @param maxRecords {@code headrace.push.max-records}: the most records in one request, 1 or more
 */
record PushSettings(Duration timeout, int maxRecords) {

    static PushSettings read(SettingsReader reader) {
        PushSettings settings = new PushSettings(
                reader.atLeast(Duration.ofSeconds(1), "headrace.push.timeout", Duration.ofSeconds(10)),
                reader.atLeast(1, "headrace.push.max-records", 10_000));
        reader.finish();
        return settings;
    }
}
