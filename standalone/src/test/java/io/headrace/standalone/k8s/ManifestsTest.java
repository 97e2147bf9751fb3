package io.headrace.standalone.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every name the manifests use is one that the app has. */
class ManifestsTest {

    private static final Path BASE = Path.of("../k8s/base");

    /** Where each app's own settings are written down. */
    private static final Map<String, Path> ROOMS = new TreeMap<>(Map.of(
            "ingest", Path.of("../ingest-connectors/app"),
            "cleaning", Path.of("../stream-cleaning/app"),
            "features", Path.of("../feature-streams/app"),
            "registry", Path.of("../model-registry/service"),
            "trainer", Path.of("../trainer"),
            "scoring", Path.of("../scoring-service"),
            "monitor", Path.of("../drift-monitor")));

    /** What every app has by the shared runtime, which a running system's test asks for by HTTP. */
    private static final Set<String> PROBES = Set.of("/health/liveness", "/health/readiness");

    static Stream<String> apps() {
        return ROOMS.keySet().stream();
    }

    @Test
    void theBaseListsEveryFileAndEveryAppHasOne() throws IOException {
        Map<String, Object> kustomization =
                documents(BASE.resolve("kustomization.yaml")).getFirst();
        try (Stream<Path> files = Files.list(BASE)) {
            Set<String> names = new HashSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
            names.remove("kustomization.yaml");
            assertThat(texts(kustomization.get("resources"))).containsExactlyInAnyOrderElementsOf(names);
            assertThat(names)
                    .containsAll(
                            ROOMS.keySet().stream().map(app -> app + ".yaml").toList());
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void variablesAreSettingsTheAppReads(String app) throws IOException {
        Set<String> known = knownSettings(app);
        assertThat(variables(container(app)))
                .allSatisfy(variable ->
                        assertThat(known).as(app + " reads " + variable).contains(normal(variable)));
    }

    @Test
    void whatAllAppsAreToldIsASettingOfSome() throws IOException {
        Set<String> known = new HashSet<>();
        for (String app : ROOMS.keySet()) {
            known.addAll(knownSettings(app));
        }
        assertThat(map(documents(BASE.resolve("connection.yaml")).getFirst(), "data")
                        .keySet())
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(known).contains(normal(variable)));
    }

    @ParameterizedTest
    @MethodSource("apps")
    void anAppThatKeepsStateHasAPlaceForItAndOnlyThat(String app) throws IOException {
        List<String> mounts = maps(container(app).get("volumeMounts")).stream()
                .map(mount -> (String) mount.get("name"))
                .toList();
        assertThat(mounts.contains("state"))
                .as(app + " mounts state")
                .isEqualTo(knownSettings(app).contains(normal("headrace.state-dir")));
    }

    @ParameterizedTest
    @MethodSource("apps")
    void portsAreThoseTheAppListensOn(String app) throws IOException {
        Map<String, Object> settings = documents(ROOMS.get(app).resolve("src/main/resources/application.yml"))
                .getFirst();
        for (Map<String, Object> port : maps(container(app).get("ports"))) {
            Object listens = port.get("name").equals("grpc")
                    ? map(map(settings, "grpc"), "server").get("port")
                    : map(map(settings, "micronaut"), "server").get("port");
            assertThat(port.get("containerPort"))
                    .as(app + " " + port.get("name"))
                    .isEqualTo(listens);
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void probesAskForPathsTheAppServesOnAPortItNames(String app) throws IOException {
        Map<String, Object> container = container(app);
        List<Object> ports = maps(container.get("ports")).stream()
                .map(port -> port.get("name"))
                .toList();
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            Map<String, Object> get = map(map(container, probe), "httpGet");
            assertThat(PROBES).contains((String) get.get("path"));
            assertThat(ports).contains(get.get("port"));
        }
    }

    private static Map<String, Object> container(String app) throws IOException {
        Map<String, Object> workload = documents(BASE.resolve(app + ".yaml")).getFirst();
        return maps(map(map(map(workload, "spec"), "template"), "spec").get("containers"))
                .getFirst();
    }

    private static List<String> variables(Map<String, Object> container) {
        return maps(container.getOrDefault("env", List.of())).stream()
                .map(variable -> (String) variable.get("name"))
                .toList();
    }

    /** Those the app's own application.yml writes down, which is all of them. */
    private static Set<String> knownSettings(String app) throws IOException {
        return Set.copyOf(
                writtenSettings(Files.readString(ROOMS.get(app).resolve("src/main/resources/application.yml"))));
    }

    /** Property names of a YAML file, those in comments too: a default is shown as a comment. */
    private static List<String> writtenSettings(String yaml) {
        List<String> names = new ArrayList<>();
        TreeMap<Integer, String> path = new TreeMap<>();
        Pattern line = Pattern.compile("^(?:# )?( *)([a-z][a-z0-9.-]*):(?: .*)?$");
        for (String text : yaml.lines().toList()) {
            Matcher matcher = line.matcher(text);
            if (matcher.matches()) {
                int indent = matcher.group(1).length();
                path.tailMap(indent, true).clear();
                path.put(indent, matcher.group(2));
                names.add(normal(String.join(".", path.values())));
            }
        }
        return names;
    }

    /** A variable and its property, made alike: HEADRACE_STATE_DIR and headrace.state-dir. */
    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[_.-]", "_");
    }

    @SuppressWarnings("unchecked") // YAML
    private static List<Map<String, Object>> documents(Path file) throws IOException {
        LoadSettings strict = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setLabel(file.toString())
                .build();
        List<Map<String, Object>> documents = new ArrayList<>();
        new Load(strict)
                .loadAllFromString(Files.readString(file))
                .forEach(document -> documents.add((Map<String, Object>) document));
        return documents;
    }

    @SuppressWarnings("unchecked") // YAML
    private static Map<String, Object> map(Map<String, Object> parent, String key) {
        assertThat(parent).containsKey(key);
        return (Map<String, Object>) parent.get(key);
    }

    @SuppressWarnings("unchecked") // YAML
    private static List<Map<String, Object>> maps(Object list) {
        return (List<Map<String, Object>>) list;
    }

    @SuppressWarnings("unchecked") // YAML
    private static List<String> texts(Object list) {
        return (List<String>) list;
    }
}
