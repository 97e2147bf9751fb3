package io.headrace.standalone.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.headrace.runtime.settings.SettingNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Each app's application.yml is a template that works, and the page on processes has all that is in it. */
class SettingsFilesTest {

    private static final Map<String, String> ROOMS = Map.of(
            "ingest", "ingest-connectors/app",
            "cleaning", "stream-cleaning/app",
            "features", "feature-streams/app",
            "registry", "model-registry/service",
            "trainer", "trainer",
            "scoring", "scoring-service",
            "monitor", "drift-monitor");

    /** Their names are the user's or Kafka's own, and the page says so. */
    private static final Pattern OPEN =
            Pattern.compile("headrace\\.(connectors|connect)\\..*|micronaut\\.application.*");

    private static final Pattern SETTING =
            Pattern.compile("^(?:# )?( *)([a-z][a-z0-9.-]*):(?: +([^# ][^#]*?))?(?: +# ?(.*))?$");

    /** @param comment what stands behind the value */
    private record Setting(String name, String value, String comment) {}

    static Stream<String> apps() {
        return RunningApp.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("apps")
    void withEveryDefaultWrittenOutItIsYaml(String app) throws IOException {
        String all = Files.readString(file(app))
                .lines()
                .filter(line -> SETTING.matcher(line).matches())
                .map(line -> line.replaceFirst("^# ", ""))
                .reduce("", (before, line) -> before + line + "\n");
        LoadSettings strict = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setLabel(app)
                .build();
        assertThat(new Load(strict).loadFromString(all)).isInstanceOf(Map.class);
    }

    @ParameterizedTest
    @MethodSource("apps")
    void everySettingNamesItsVariableAndIsOnThePage(String app) throws IOException {
        String page = Files.readString(Path.of("../docs/processes.md"));
        settings(app).filter(setting -> !OPEN.matcher(setting.name()).matches()).forEach(setting -> {
            String variable = setting.name().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
            assertThat(setting.comment()).as(app + " " + setting.name()).startsWith(variable);
            assertThat(!setting.name().startsWith("headrace.") || SettingNames.isHeadrace(setting.name()))
                    .as(setting.name() + " is in SettingNames")
                    .isTrue();
            if (!setting.name().equals("kafka.security.protocol")) { // one of many: kafka.NAME
                assertThat(page).as(app).contains("`" + setting.name() + "` | `" + variable + "`");
            }
        });
    }

    private static Stream<Setting> settings(String app) throws IOException {
        TreeMap<Integer, String> path = new TreeMap<>();
        return Files.readString(file(app))
                .lines()
                .map(SETTING::matcher)
                .filter(Matcher::matches)
                .flatMap(line -> {
                    int indent = line.group(1).length();
                    path.tailMap(indent, true).clear();
                    path.put(indent, line.group(2));
                    return line.group(3) == null
                            ? Stream.empty()
                            : Stream.of(new Setting(
                                    String.join(".", path.values()),
                                    line.group(3),
                                    line.group(4) == null ? "" : line.group(4)));
                });
    }

    private static Path file(String app) {
        Path file = Path.of("..", ROOMS.get(app), "src/main/resources/application.yml");
        return Files.isRegularFile(file) ? file : fail(file + " is not there");
    }
}
