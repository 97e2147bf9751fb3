package io.headrace.trainer.app;

import io.headrace.runtime.settings.SettingsReader;
import java.nio.file.Path;

/**
 * What versions are signed with; where neither file exists a pair is made.
 *
 * @param privateKey {@code headrace.signing.private-key}: PEM file of an Ed25519 key
 * @param publicKey {@code headrace.signing.public-key}: PEM file of the key that whoever loads models trusts
 */
record SigningSettings(Path privateKey, Path publicKey) {

    static SigningSettings read(SettingsReader reader) {
        SigningSettings settings = new SigningSettings(
                reader.read("headrace.signing.private-key", Path.class, Path.of("data", "keys", "signing.pem")),
                reader.read("headrace.signing.public-key", Path.class, Path.of("data", "keys", "signing.pub.pem")));
        reader.finish();
        return settings;
    }
}
