package io.headrace.features.engine;

import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Aggregates that depend on the order of the window's events, or on how often each value comes, in SQL: of lists of the values, newest first. */
final class SqlLists {

    private SqlLists() {}

    static boolean has(Feature.WindowedAggregate feature) {
        return feature.window().extent() instanceof Extent.Events
                || feature.nth() > 1
                || feature.function() == AggregateFunction.MODE
                || feature.function() == AggregateFunction.MODE_SHARE;
    }

    /** @param on which events belong to which row that is asked for */
    static String query(List<Feature.WindowedAggregate> features, String on) {
        String belongs = SqlFeatures.belongs(features.getFirst().by());
        // What several features read is worked out once.
        Map<String, String> columns = new LinkedHashMap<>();
        String values = features.stream()
                .map(feature -> "CASE WHEN a.belongs THEN %s END AS %s"
                        .formatted(
                                value(feature, column(columns, list(feature)), column(columns, own(feature))),
                                feature.name()))
                .collect(Collectors.joining(", "));
        String read = columns.entrySet().stream()
                .map(column -> ", " + column.getKey() + " AS " + column.getValue())
                .collect(Collectors.joining());
        return "SELECT a.number, %s FROM (SELECT a.number, %s AS belongs%s FROM asked a LEFT JOIN events e ON %s GROUP BY a.number, a.time) a"
                .formatted(values, belongs, read, on);
    }

    private static String column(Map<String, String> columns, String expression) {
        return "a." + columns.computeIfAbsent(expression, _ -> "c" + columns.size());
    }

    private static String own(Feature.WindowedAggregate feature) {
        return "any_value(%s)".formatted(SqlFeatures.operand("a", feature.operand(), "true"));
    }

    private static String list(Feature.WindowedAggregate feature) {
        boolean excluding =
                feature.window().excludingThis() || feature.function().isComparison();
        String x = SqlFeatures.operand("e", feature.operand(), excluding ? "e.id <> a.id" : "true");
        String list =
                "coalesce(list(%1$s ORDER BY e.id = a.id DESC, e.time DESC, e.hash DESC) FILTER (%1$s IS NOT NULL), [])"
                        .formatted(x);
        return feature.window().extent() instanceof Extent.Events events
                ? "%s[1:%d]".formatted(list, events.most())
                : list;
    }

    private static String value(Feature.WindowedAggregate feature, String list, String own) {
        String count = "len(" + list + ")";
        String mean = "(list_sum(%s)::DOUBLE / %d / nullif(%s, 0))".formatted(list, Histories.UNITS, count);
        String deviation =
                "(sqrt((%2$s * list_sum(list_transform(%1$s, lambda v: v::HUGEINT * v)) - list_sum(%1$s)::HUGEINT * list_sum(%1$s))::DOUBLE) / nullif(%2$s, 0) / %3$d)"
                        .formatted(list, count, Histories.UNITS);
        String itself = "(%s::DOUBLE / %d)".formatted(own, Histories.UNITS);
        String nth =
                "list_sort(list_transform(list_distinct(%1$s), lambda v: {'n': -len(list_filter(%1$s, lambda w: w = v)), 'v': v}))[%2$d]"
                        .formatted(list, feature.nth());
        return switch (feature.function()) {
            case COUNT -> count;
            case SUM -> units("coalesce(list_sum(" + list + "), 0)");
            case MEAN -> mean;
            case MIN -> units("list_min(" + list + ")");
            case MAX -> units("list_max(" + list + ")");
            case STDDEV -> deviation;
            case FIRST -> units(list + "[-1]");
            case LAST -> units("%s[%d]".formatted(list, feature.nth()));
            case CHANGE -> itself + " - " + units(list + "[1]");
            case RATIO -> itself + " / nullif(" + mean + ", 0)";
            case ZSCORE -> "(" + itself + " - " + mean + ") / nullif(" + deviation + ", 0)";
            case DISTINCT -> "len(list_distinct(" + list + "))";
            case MODE -> units("(" + nth + ").v");
            case MODE_SHARE -> "-(" + nth + ").n::DOUBLE / " + count;
            case RATE -> throw new IllegalArgumentException(feature.name());
        };
    }

    private static String units(String number) {
        return "(%s)::DOUBLE / %d".formatted(number, Histories.UNITS);
    }
}
