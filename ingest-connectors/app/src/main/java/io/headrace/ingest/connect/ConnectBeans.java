package io.headrace.ingest.connect;

import io.headrace.connectors.csv.CsvSourceConnector;
import io.headrace.runtime.settings.HeadraceSettings;
import io.headrace.runtime.settings.KafkaSettings;
import io.headrace.runtime.settings.RawProperties;
import io.headrace.runtime.settings.SchemaRegistrySettings;
import io.headrace.schemas.definition.PipelineDefinition;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Settings of the worker and its connectors: what the process knows anyway, overruled by what is written. */
@Factory
final class ConnectBeans {

    private static final String OURS = "io.headrace.";

    @Singleton
    ConnectSettings connectSettings(
            Environment environment,
            HeadraceSettings headrace,
            KafkaSettings kafka,
            SchemaRegistrySettings registry,
            PipelineDefinition definition) {
        Map<String, String> worker =
                new HashMap<>(WorkerDefaults.of(definition.pipeline().value(), headrace.replication(), kafka));
        worker.putAll(RawProperties.read(environment, "headrace.connect.", Set.of()));
        Map<String, Map<String, String>> connectors = new TreeMap<>();
        ConnectSettings.byName(RawProperties.read(environment, "headrace.connectors.", Set.of()))
                .forEach((name, written) -> connectors.put(name, completed(name, written, registry, definition)));
        return new ConnectSettings(worker, connectors);
    }

    /** Our own connectors are told the pipeline and the registry; others may take such names amiss. */
    private static Map<String, String> completed(
            String name, Map<String, String> written, SchemaRegistrySettings registry, PipelineDefinition definition) {
        Map<String, String> all = new HashMap<>();
        if (written.getOrDefault("connector.class", "").startsWith(OURS)) {
            all.putAll(registry.properties());
            all.put("pipeline", definition.pipeline().value());
            all.put("event.schema", definition.events().schema().toString());
            if (written.getOrDefault("connector.class", "").equals(CsvSourceConnector.class.getName())) {
                all.putAll(ofFiles(
                        name,
                        Optional.ofNullable(written.get("stream")).filter(stream -> !stream.isEmpty()),
                        definition));
            }
        }
        all.putAll(written);
        return all;
    }

    private static Map<String, String> ofFiles(String name, Optional<String> stream, PipelineDefinition definition) {
        try {
            return stream.map(found -> CsvSourceConnector.settings(definition, definition.stream(found)))
                    .orElseGet(() -> CsvSourceConnector.settings(definition));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("headrace.connectors." + name + ".stream: " + e.getMessage(), e);
        }
    }
}
