package io.headrace.runtime.settings;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;

/** All settings as beans. */
@Factory
final class SettingsBeans {

    @Singleton
    HeadraceSettings headrace(Environment environment) {
        return HeadraceSettings.read(new SettingsReader(environment));
    }

    @Singleton
    StreamsSettings streams(Environment environment) {
        return StreamsSettings.read(new SettingsReader(environment));
    }

    @Singleton
    KafkaSettings kafka(Environment environment) {
        return new KafkaSettings(RawProperties.read(environment, "kafka.", KafkaSettings.KNOWN));
    }

    @Singleton
    SchemaRegistrySettings schemaRegistry(Environment environment) {
        String prefix = SchemaRegistrySettings.PREFIX;
        Map<String, String> found =
                RawProperties.read(environment, prefix, SchemaRegistrySettings.KNOWN).entrySet().stream()
                        .collect(Collectors.toMap(entry -> prefix + entry.getKey(), Map.Entry::getValue));
        found.putIfAbsent(prefix + "url", SchemaRegistrySettings.DEFAULT_URL);
        return new SchemaRegistrySettings(found);
    }
}
