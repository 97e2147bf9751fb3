package io.headrace.ingest.connect;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the worker runs and how.
 *
 * @param worker settings of the Kafka Connect worker by Kafka's own names
 * @param connectors settings of each connector by its name
 */
record ConnectSettings(Map<String, String> worker, Map<String, Map<String, String>> connectors) {

    ConnectSettings {
        worker = Map.copyOf(worker);
        Map<String, Map<String, String>> copies = new TreeMap<>();
        connectors.forEach((name, settings) -> copies.put(name, Map.copyOf(settings)));
        connectors = Map.copyOf(copies);
    }

    /**
     * Splits {@code NAME.SETTING} keys by connector.
     *
     * @throws IllegalArgumentException naming the connector that has no {@code connector.class}
     */
    static Map<String, Map<String, String>> byName(Map<String, String> keys) {
        Map<String, Map<String, String>> connectors = new TreeMap<>();
        keys.forEach((key, value) -> {
            int dot = key.indexOf('.');
            if (dot > 0) {
                connectors
                        .computeIfAbsent(key.substring(0, dot), _ -> new TreeMap<>())
                        .put(key.substring(dot + 1), value);
            }
        });
        connectors.forEach((name, settings) -> {
            if (!settings.containsKey("connector.class")) {
                throw new IllegalArgumentException("headrace.connectors." + name
                        + ": connector.class is not set; write the connector's class, such as"
                        + " io.headrace.connectors.payments.PaymentsSourceConnector");
            }
        });
        return connectors;
    }
}
