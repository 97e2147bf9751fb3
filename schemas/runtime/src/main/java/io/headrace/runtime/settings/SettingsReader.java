package io.headrace.runtime.settings;

import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.value.PropertyResolver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads settings and finds every mistake. Micronaut's own binding takes the default where a value cannot be read, and says
 * nothing. For use by one thread: read all, then {@link #finish}.
 */
public final class SettingsReader {

    private final PropertyResolver properties;
    private final List<String> mistakes = new ArrayList<>();

    /** @param properties the environment */
    public SettingsReader(PropertyResolver properties) {
        this.properties = properties;
    }

    /** A setting that may be absent. */
    public <T> Optional<T> find(String property, Class<T> type) {
        return properties
                .getProperty(property, Object.class)
                .map(String::valueOf) // Micronaut's own conversion to text never comes back from a Path
                .filter(text -> !text.isBlank())
                .flatMap(text -> {
                    Optional<T> value = ConversionService.SHARED.convert(text.strip(), type);
                    if (value.isEmpty()) {
                        mistakes.add(
                                property + " (" + variable(property) + "): \"" + text + "\" is not " + wanted(type));
                    }
                    return value;
                });
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    private static String wanted(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "Integer", "Long" -> "a whole number";
            case "Boolean" -> "true or false";
            case "Duration" -> "a duration such as PT30S or PT2M";
            default -> "a " + type.getSimpleName();
        };
    }

    public <T> T read(String property, Class<T> type, T fallback) {
        return find(property, type).orElse(fallback);
    }

    /** A whole number. */
    public int atLeast(int least, String property, int fallback) {
        int value = read(property, Integer.class, fallback);
        if (value < least) {
            mistakes.add(property + ": " + value + " is too small; write " + least + " or more");
        }
        return value;
    }

    /** A length of time. */
    public Duration atLeast(Duration least, String property, Duration fallback) {
        Duration value = read(property, Duration.class, fallback);
        if (value.compareTo(least) < 0) {
            mistakes.add(property + ": " + value + " is too short; write " + least + " or longer");
        }
        return value;
    }

    /** @throws IllegalArgumentException with every mistake, where there is any */
    public void finish() {
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
    }
}
