package io.headrace.standalone.system;

import io.headrace.embedded.StartFailure;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Whether cleaning, features and scoring are one app or three. Each layout has consumer groups and stores of its own: with the
 * other one, a data directory's events would all be read again.
 */
public enum Layout {
    CHAINED,
    APART;

    /** The property that sets it; true where it is not set. */
    public static final String PROPERTY = "headrace.chained";

    /** The name of the one app. */
    public static final String CHAIN = "chain";

    private static final String FILE = "layout";

    static Layout of(Map<String, ?> properties) {
        return "false".equals(String.valueOf(properties.get(PROPERTY))) ? APART : CHAINED;
    }

    /** How a system runs. */
    public static Layout of(ApplicationContext context) {
        return of(context.getProperty(PROPERTY, String.class)
                .map(value -> Map.of(PROPERTY, value))
                .orElse(Map.of()));
    }

    /** The names of the apps that an event goes through up to its prediction, in their order. */
    public List<String> apps() {
        return switch (this) {
            case CHAINED -> List.of(CHAIN);
            case APART -> List.of("cleaning", "features", "scoring");
        };
    }

    /**
     * Notes it in a new data directory.
     *
     * @throws StartFailure where the directory began with the other one
     */
    void keepIn(Path data) {
        Path file = data.resolve(FILE);
        try {
            if (Files.notExists(file)) {
                Files.writeString(file, name() + '\n');
                return;
            }
            String begun = Files.readString(file).strip();
            if (!begun.equals(name())) {
                throw new StartFailure("what is in " + data + " began with " + PROPERTY + "=" + (this == APART)
                        + "; with " + (this == CHAINED)
                        + " all its events would be read again: set it as it was, or take"
                        + " another directory");
            }
        } catch (IOException e) {
            throw new StartFailure("cannot keep " + file + ": " + e.getMessage(), e);
        }
    }
}
