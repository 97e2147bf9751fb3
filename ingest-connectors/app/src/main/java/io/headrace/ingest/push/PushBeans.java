package io.headrace.ingest.push;

import io.headrace.runtime.settings.SettingsReader;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import jakarta.inject.Singleton;

/** The settings of HTTP push as a bean. */
@Factory
final class PushBeans {

    @Singleton
    PushSettings pushSettings(Environment environment) {
        return PushSettings.read(new SettingsReader(environment));
    }
}
