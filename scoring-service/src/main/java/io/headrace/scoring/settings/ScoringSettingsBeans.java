package io.headrace.scoring.settings;

import io.headrace.runtime.settings.SettingsReader;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import jakarta.inject.Singleton;

/** The settings as beans. */
@Factory
final class ScoringSettingsBeans {

    @Singleton
    ScoringSettings scoringSettings(Environment environment) {
        return ScoringSettings.read(new SettingsReader(environment));
    }
}
