package io.headrace.runtime.settings;

import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.core.order.OrderUtil;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads properties under their exact names. Micronaut's own binding would turn {@code kafka.max.poll.records} into nested
 * maps and change the case of names; Kafka's clients want them as they are.
 */
public final class RawProperties {

    private RawProperties() {}

    /**
     * Properties that start with a prefix, without it.
     *
     * @param prefix such as {@code kafka.}
     * @param known the names an environment variable may stand for ({@code KAFKA_MAX_POLL_RECORDS}); other variables with
     *     the prefix, such as {@code KAFKA_HEAP_OPTS}, mean something else
     */
    public static Map<String, String> read(Environment environment, String prefix, Set<String> known) {
        List<PropertySource> weakestFirst = environment.getPropertySources().stream()
                .sorted(OrderUtil.COMPARATOR)
                .toList();
        Map<String, String> result = new TreeMap<>();
        for (PropertySource source : weakestFirst) {
            boolean variables = source.getConvention() == PropertyConvention.ENVIRONMENT_VARIABLE;
            for (String key : source) {
                String name = variables ? key.toLowerCase(Locale.ROOT).replace('_', '.') : key;
                if (!name.startsWith(prefix)) {
                    continue;
                }
                String shortName = name.substring(prefix.length());
                if (!variables || known.contains(withoutRole(shortName))) {
                    result.put(shortName, text(environment, source.get(key)));
                }
            }
        }
        return result;
    }

    /** Kafka Streams takes settings for one of its clients with that client's prefix. */
    private static String withoutRole(String name) {
        for (String role : List.of(
                "main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.")) {
            if (name.startsWith(role)) {
                return name.substring(role.length());
            }
        }
        return name;
    }

    private static String text(Environment environment, Object value) {
        return value instanceof Collection<?> several
                ? several.stream().map(one -> text(environment, one)).collect(Collectors.joining(","))
                : environment.getPlaceholderResolver().resolveRequiredPlaceholders(value.toString());
    }
}
