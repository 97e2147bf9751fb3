package io.headrace.trainer.app;

import io.headrace.runtime.settings.SettingsReader;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import jakarta.inject.Singleton;

/** The trainer's settings as beans. */
@Factory
final class TrainerBeans {

    @Singleton
    SigningSettings signingSettings(Environment environment) {
        return SigningSettings.read(new SettingsReader(environment));
    }

    @Singleton
    TrainingGate trainingGate(Environment environment) {
        SettingsReader reader = new SettingsReader(environment);
        boolean onlyWhenAsked = reader.read("headrace.trainer.only-when-asked", Boolean.class, false);
        reader.finish();
        return new TrainingGate(onlyWhenAsked);
    }
}
