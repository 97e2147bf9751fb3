package io.headrace.standalone.demo;

import io.headrace.embedded.StartFailure;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * Changes the world of a demo once its first model is at work: sets the drift's day of the running source connector. A day
 * fixed beforehand might come before that model on a slow machine. The day is kept, so that a demo that goes on in the same
 * data directory tells its connector of the same.
 */
public final class DriftInjection {

    /** The monitor's first look at the model takes some days, and the source goes on while it is told: some seconds' worth. */
    private static final int DAYS_AHEAD = 8;

    private static final String FILE = "drift.properties";

    private final DemoScript.Drift drift;
    private final Path kept;
    private boolean injected;

    /** Gives a running connector other settings. */
    interface Connectors {
        void change(String connector, Map<String, String> settings) throws InterruptedException;
    }

    /** @param data where the demo keeps its data */
    DriftInjection(DemoScript.Drift drift, Path data) {
        this.drift = drift;
        this.kept = data.resolve(FILE);
        this.injected = Files.exists(kept);
    }

    /** The settings with the drift that an earlier run injected, if one did. */
    public static Map<String, String> withKept(Map<String, String> settings, Path data) {
        Path kept = data.resolve(FILE);
        if (!Files.exists(kept)) {
            return settings;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(kept)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new StartFailure("the drift of the earlier run cannot be read: " + e, e);
        }
        Map<String, String> all = new HashMap<>(settings);
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return all;
    }

    /**
     * Injects it the first time; after that, and where an earlier run did, nothing happens.
     *
     * @param first event time of the first event, on the simulation's first day
     * @param newest tells the event time the source has got to
     */
    void inject(Connectors connectors, Instant first, Supplier<Instant> newest) {
        if (injected) {
            return;
        }
        injected = true;
        long day = Duration.between(first.truncatedTo(ChronoUnit.DAYS), newest.get())
                        .toDays()
                + DAYS_AHEAD;
        keep(Long.toString(day));
        try {
            connectors.change(drift.connector(), Map.of(drift.setting(), Long.toString(day)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("stopped while the drift was injected", e);
        }
    }

    private void keep(String day) {
        Properties properties = new Properties();
        properties.setProperty(drift.property(), day);
        try (Writer writer = Files.newBufferedWriter(kept)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new StartFailure("the drift's day cannot be kept: " + e, e);
        }
    }
}
