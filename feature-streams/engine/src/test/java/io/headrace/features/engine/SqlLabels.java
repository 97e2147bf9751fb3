package io.headrace.features.engine;

import io.headrace.schemas.definition.Extent;
import java.util.List;
import java.util.Optional;

/** Labels of an entity's newest events in SQL: of lists of what is known of each event, newest first. */
final class SqlLabels {

    private static final String KNOWN = "list_filter(a.newest, lambda x: x.known < a.time)";

    private SqlLabels() {}

    /** The share of a class among those known. */
    static String rate(String name, String ofClass) {
        return "len(%s) / nullif(len(%s), 0) AS %s".formatted(ofClass(Optional.of(ofClass)), KNOWN, name);
    }

    /** How many are known, of a class or of all. */
    static String count(String name, Optional<String> ofClass) {
        return "CASE WHEN a.belongs THEN len(%s) END AS %s".formatted(ofClass(ofClass), name);
    }

    private static String ofClass(Optional<String> fraud) {
        return fraud.map(of -> "list_filter(%s, lambda x: x.fraud = %s)".formatted(KNOWN, of))
                .orElse(KNOWN);
    }

    /** @param columns those over one entity and window */
    static String query(List<String> columns, List<String> by, Extent.Events extent) {
        String told = "e.told < a.arrival";
        String label =
                "{'known': CASE WHEN %1$s THEN e.known ELSE e.time + %2$d END, 'fraud': CASE WHEN %1$s THEN e.fraud ELSE false END}"
                        .formatted(told, Payments.WITHIN.toMillis());
        return """
                SELECT a.number, %s FROM (
                  SELECT a.number, a.time, %s AS belongs,
                    coalesce(list(%s ORDER BY e.time DESC, e.hash DESC) FILTER (e.id IS NOT NULL), [])[1:%d] AS newest
                  FROM asked a LEFT JOIN outcomes e ON %s AND %s GROUP BY a.number, a.time, a.arrival) a
                """.formatted(
                        String.join(", ", columns),
                        SqlFeatures.belongs(by),
                        label,
                        extent.most(),
                        SqlFeatures.sameEntity(by),
                        SqlFeatures.earlier(extent.within().toMillis()));
    }
}
