package io.headrace.standalone.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The compose file runs every app, and all it mounts is read where the images look. */
class ComposeTest {

    private static final Path FILE = Path.of("containers/compose.yaml");

    private final Map<String, Map<String, Object>> services = services();

    @Test
    void everyAppIsThereByItsImage() {
        for (LoopApp app : LoopApp.values()) {
            String name = app.lowerCaseName();
            assertThat(services).containsKey(name);
            assertThat(services.get(name).get("image"))
                    .isEqualTo("${HEADRACE_IMAGES:-headrace}/" + name + ":${HEADRACE_TAG:-latest}");
        }
        assertThat(services).hasSize(LoopApp.values().length + 2);
    }

    @Test
    void whoSignsHasBothKeysAndWhoChecksThePublicOne() {
        assertThat(mounts("trainer")).contains("/etc/headrace/pipeline", "/etc/headrace/keys");
        assertThat(mounts("scoring")).contains("/etc/headrace/pipeline", "/etc/headrace/keys/verifying.pem");
    }

    @Test
    void whoKeepsStateKeepsItInAVolume() {
        for (String app : List.of("cleaning", "features", "monitor")) {
            assertThat(mounts(app)).as(app).contains("/var/lib/headrace");
        }
    }

    private List<String> mounts(String service) {
        List<String> places = new ArrayList<>();
        for (Object mount : (List<?>) services.get(service).get("volumes")) {
            places.add(Stream.of(mount.toString().replaceAll("\\$\\{[^}]*}", "").split(":"))
                    .filter(part -> part.startsWith("/") && part.contains("headrace"))
                    .findFirst()
                    .orElseThrow());
        }
        return places;
    }

    @SuppressWarnings("unchecked") // a YAML file's maps
    private static Map<String, Map<String, Object>> services() {
        try {
            Object document = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
            return (Map<String, Map<String, Object>>) ((Map<String, Object>) document).get("services");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
