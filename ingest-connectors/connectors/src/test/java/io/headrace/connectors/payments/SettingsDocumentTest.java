package io.headrace.connectors.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class SettingsDocumentTest {

    @Test
    void theDocumentHasARowForEverySetting() throws IOException {
        String document = Files.readString(Path.of("../../docs/connectors.md"));
        for (ConfigDef.ConfigKey key : PaymentsConfig.DEFINITION.configKeys().values()) {
            assertThat(document).contains(row(key));
        }
    }

    private static String row(ConfigDef.ConfigKey key) {
        String value = key.hasDefault() ? String.valueOf(key.defaultValue) : "needed";
        return "| `" + key.name + "` | " + (value.isEmpty() ? "(empty)" : value) + " | " + key.documentation + " |";
    }
}
