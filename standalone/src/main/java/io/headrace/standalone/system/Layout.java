package io.headrace.standalone.system;

import io.headrace.embedded.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether cleaning, features and scoring are one app or three. Each layout has consumer groups and stores of its own: with the
 * other one, a data directory's events would all be read again.
 */
enum Layout {
    CHAINED,
    APART;

    /** The property that sets it; true where it is not set. */
    static final String PROPERTY = "headrace.chained";

    private static final String FILE = "layout";

    static Layout of(Map<String, ?> properties) {
        return "false".equals(String.valueOf(properties.get(PROPERTY))) ? APART : CHAINED;
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
