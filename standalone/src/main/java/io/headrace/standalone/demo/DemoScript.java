package io.headrace.standalone.demo;

import io.headrace.embedded.StartFailure;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What the demo runs: an example's directory with its definition and its source of events.
 *
 * @param title one line for the terminal
 * @param definition the pipeline's YAML file
 * @param events about how many events the source sends, for the progress bar
 * @param drift the setting that makes the source's events change from a day on
 * @param properties settings for the apps, the source connector's among them
 */
public record DemoScript(String title, Path definition, long events, Drift drift, Map<String, String> properties) {

    /**
     * A setting of a source connector: the day, counted from 0, from which its events change.
     *
     * @param connector its name in {@code headrace.connectors.}
     */
    public record Drift(String connector, String setting) {

        /** As {@code connector.setting} in the script. */
        static Drift parse(String text) {
            String[] parts = text.split("\\.", 2);
            if (parts.length < 2) {
                throw new StartFailure("demo.drift: found " + text + "; right is CONNECTOR.SETTING");
            }
            return new Drift(parts[0], parts[1]);
        }

        /** The apps' name of it. */
        String property() {
            return "headrace.connectors." + connector + "." + setting;
        }
    }

    /** Where the demo keeps its data unless told otherwise. */
    public static final Path DATA = Path.of(".headrace/demo");

    private static final String FILE = "demo.properties";

    public DemoScript {
        properties = Map.copyOf(properties);
    }

    /**
     * Reads {@code demo.properties} of an example.
     *
     * @throws StartFailure when it is not there or lacks an entry
     */
    public static DemoScript of(Path example) {
        Path file = example.resolve(FILE);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new StartFailure("the example " + example + " has no readable " + FILE + ": " + e.getMessage(), e);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("headrace."))
                .forEach(name ->
                        settings.put(name, properties.getProperty(name).replace("${example}", example.toString())));
        return new DemoScript(
                required(properties, "demo.title", file),
                example.resolve(required(properties, "demo.definition", file)),
                Long.parseLong(required(properties, "demo.events", file)),
                Drift.parse(required(properties, "demo.drift", file)),
                settings);
    }

    /** The same with some settings replaced. */
    public DemoScript with(Map<String, String> overrides) {
        Map<String, String> merged = new HashMap<>(properties);
        merged.putAll(overrides);
        return new DemoScript(title, definition, events, drift, merged);
    }

    private static String required(Properties properties, String name, Path file) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new StartFailure(file + " lacks " + name);
        }
        return value;
    }
}
