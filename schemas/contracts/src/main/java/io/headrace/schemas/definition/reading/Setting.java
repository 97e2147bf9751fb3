package io.headrace.schemas.definition.reading;

import java.util.Optional;

/**
 * One setting of a definition as it holds.
 *
 * @param path within the definition, {@code monitor.window}
 * @param value in words
 * @param reason why this value is the default, where it is the default
 */
public record Setting(String path, String value, Optional<String> reason) {

    static Setting stated(String path, String value) {
        return new Setting(path, value, Optional.empty());
    }

    /** A value that may be the default. */
    static <T> Setting of(String path, T value, Default<T> usual, String words) {
        return new Setting(path, words, value.equals(usual.value()) ? Optional.of(usual.reason()) : Optional.empty());
    }
}
