package io.headrace.features.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that say what was agreed. What is found now is left in target/golden, to be copied here when the change is
 * meant.
 */
public final class Golden {

    private Golden() {}

    public static void assertAgreed(String name, String found) {
        try (InputStream agreed = Golden.class.getResourceAsStream("/golden/" + name)) {
            Path now = Path.of("target", "golden", name);
            Files.createDirectories(now.getParent());
            Files.writeString(now, found);
            assertThat(agreed).as("src/test/resources/golden/" + name).isNotNull();
            assertThat(found).isEqualTo(new String(agreed.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
