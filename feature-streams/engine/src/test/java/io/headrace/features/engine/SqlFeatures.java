package io.headrace.features.engine;

import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Extent;
import io.headrace.schemas.definition.Feature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What stateful features mean, in SQL over the tables of {@link SqlOracle}: queries that give, for each row that is asked for, its number and
 * a column for each feature, under its name. Amounts are whole numbers of {@link Histories#UNITS} there, so sums and squares are exact.
 */
final class SqlFeatures {

    private static final long LONGEST = Duration.ofDays(400).toMillis();

    private static final Map<String, String> OPERANDS = Map.of("1", "%1$s.one", "amount", "%1$s.amount");

    private static final Map<String, String> CONDITIONS = Map.of(
            SpecifiedOperands.ONLINE_AND_DEAR, "%1$s.channel = 'online' AND %1$s.amount > %2$d",
            SpecifiedOperands.CHEAP_OR_MISSING, "(%1$s.amount IS NULL OR %1$s.amount < %2$d)");

    private static final Map<String, String> KEYS = Map.of("customerId", "customer", "terminalId", "terminal");

    private SqlFeatures() {}

    /** Whether there is a query for a feature. */
    static boolean has(Feature feature) {
        return switch (feature) {
            case Feature.TimeSinceLast _,
                    Feature.LabelRate _,
                    Feature.LabelCount _,
                    Feature.TimeSinceLabel _,
                    Feature.LastLabel _ -> true;
            case Feature.WindowedAggregate aggregate ->
                OPERANDS.containsKey(aggregate.operand().expression())
                        && aggregate.function() != AggregateFunction.RATE;
            default -> false;
        };
    }

    /** Features over one entity and window are one query. */
    static List<String> queries(List<Feature> features) {
        List<String> queries = new ArrayList<>();
        Map<List<Object>, List<Feature.WindowedAggregate>> windows = new LinkedHashMap<>();
        Map<List<Object>, List<Feature.WindowedAggregate>> lists = new LinkedHashMap<>();
        Map<String, List<String>> labels = new LinkedHashMap<>();
        Map<NewestEvents, List<String>> newest = new LinkedHashMap<>();
        for (Feature feature : features) {
            switch (feature) {
                case Feature.WindowedAggregate aggregate ->
                    (SqlLists.has(aggregate) ? lists : windows)
                            .computeIfAbsent(
                                    List.of(aggregate.by(), aggregate.window().over()), _ -> new ArrayList<>())
                            .add(aggregate);
                case Feature.TimeSinceLast(var name, var by, var _) ->
                    queries.add(query(
                            "(a.time - max(e.time)) / 1000.0 AS " + name,
                            "events",
                            sameEntity(by) + " AND " + earlier(LONGEST)));
                case Feature.LabelRate(var name, var ofClass, var by, Extent.Events extent) ->
                    newest.computeIfAbsent(new NewestEvents(by, extent), _ -> new ArrayList<>())
                            .add(SqlLabels.rate(name, ofClass.orElse("true")));
                case Feature.LabelCount(var name, var ofClass, var by, Extent.Events extent) ->
                    newest.computeIfAbsent(new NewestEvents(by, extent), _ -> new ArrayList<>())
                            .add(SqlLabels.count(name, ofClass));
                case Feature.LabelRate(var name, var ofClass, var by, var extent) ->
                    add(
                            labels,
                            by,
                            millis(extent),
                            "count(*) FILTER (%s) / nullif(count(e.known), 0) AS %s"
                                    .formatted(isOf(Optional.of(ofClass.orElse("true"))), name));
                case Feature.LabelCount(var name, var ofClass, var by, var extent) ->
                    add(
                            labels,
                            by,
                            millis(extent),
                            "CASE WHEN %s THEN count(e.known) FILTER (%s) END AS %s"
                                    .formatted(belongs(by), isOf(ofClass), name));
                case Feature.TimeSinceLabel(var name, var ofClass, var by) ->
                    add(
                            labels,
                            by,
                            LONGEST,
                            "(a.time - max(e.known) FILTER (%s)) / 1000.0 AS %s".formatted(isOf(ofClass), name));
                case Feature.LastLabel(var name, var _, var by) ->
                    add(labels, by, LONGEST, "last(e.fraud::INTEGER ORDER BY e.known, e.hash) AS " + name);
                case Feature.OfEvent _,
                        Feature.Quantile _,
                        Feature.Decayed _,
                        Feature.Streak _,
                        Feature.Session _,
                        Feature.Lookup _ -> throw new IllegalArgumentException(feature.name());
            }
        }
        windows.values().forEach(window -> queries.add(aggregates(window)));
        lists.values().forEach(window -> queries.add(SqlLists.query(window, on(window.getFirst()))));
        labels.forEach((on, columns) -> queries.add(query(String.join(", ", columns), "labels", on)));
        newest.forEach((of, columns) -> queries.add(SqlLabels.query(columns, of.by(), of.extent())));
        return queries;
    }

    private record NewestEvents(List<String> by, Extent.Events extent) {}

    private static void add(Map<String, List<String>> labels, List<String> by, long over, String column) {
        labels.computeIfAbsent(sameEntity(by) + " AND " + known(over), _ -> new ArrayList<>())
                .add(column);
    }

    private static String query(String columns, String from, String on) {
        return "SELECT a.number, %s FROM asked a LEFT JOIN %s e ON %s GROUP BY a.number, a.time"
                .formatted(columns, from, on);
    }

    private static String aggregates(List<Feature.WindowedAggregate> features) {
        String belongs = belongs(features.getFirst().by());
        String columns = features.stream()
                .map(feature -> "CASE WHEN %s THEN %s END AS %s".formatted(belongs, value(feature), feature.name()))
                .collect(Collectors.joining(", "));
        return query(columns, "events", on(features.getFirst()));
    }

    /** Whether the event has an entity. */
    static String belongs(List<String> by) {
        return by.stream()
                .map(key -> " AND any_value(a.%s) IS NOT NULL".formatted(KEYS.get(key)))
                .collect(Collectors.joining("", "true", ""));
    }

    /** The event itself and the entity's earlier ones in the window. */
    private static String on(Feature.WindowedAggregate feature) {
        return sameEntity(feature.by()) + " AND (e.id = a.id OR "
                + earlier(millis(feature.window().extent())) + ")";
    }

    /** A lifetime is longer than all that there is. */
    private static long millis(Extent extent) {
        return extent instanceof Extent.Lifetime
                ? Long.MAX_VALUE / 2
                : extent.over().toMillis();
    }

    private static String isOf(Optional<String> fraud) {
        return fraud.map(of -> "e.fraud = " + of).orElse("e.known IS NOT NULL");
    }

    /** In whole units, divided by them last. */
    private static String value(Feature.WindowedAggregate feature) {
        AggregateFunction function = feature.function();
        boolean excluding = feature.window().excludingThis() || function.isComparison();
        String x = operand("e", feature.operand(), excluding ? "e.id <> a.id" : "true");
        String mean = "(sum(%2$s)::DOUBLE / %1$d / nullif(count(%2$s), 0))".formatted(Histories.UNITS, x);
        String deviation =
                "(sqrt((count(%2$s) * sum(%2$s::HUGEINT * %2$s) - sum(%2$s) * sum(%2$s))::DOUBLE) / nullif(count(%2$s), 0) / %1$d)"
                        .formatted(Histories.UNITS, x);
        String last = "(last(%2$s ORDER BY e.time, e.hash) FILTER (%2$s IS NOT NULL))::DOUBLE / %1$d"
                .formatted(Histories.UNITS, x);
        String own = "(any_value(%s)::DOUBLE / %d)".formatted(operand("a", feature.operand(), "true"), Histories.UNITS);
        return switch (function) {
            case COUNT -> "count(%s)".formatted(x);
            case SUM -> "coalesce(sum(%s), 0)::DOUBLE / %d".formatted(x, Histories.UNITS);
            case MEAN -> mean;
            case MIN -> "min(%s)::DOUBLE / %d".formatted(x, Histories.UNITS);
            case MAX -> "max(%s)::DOUBLE / %d".formatted(x, Histories.UNITS);
            case STDDEV -> deviation;
            case FIRST ->
                "(first(%1$s ORDER BY e.time, e.hash) FILTER (%1$s IS NOT NULL))::DOUBLE / %2$d"
                        .formatted(x, Histories.UNITS);
            case LAST -> last;
            case CHANGE -> own + " - " + last;
            case RATIO -> own + " / nullif(" + mean + ", 0)";
            case DISTINCT -> "count(DISTINCT %s)".formatted(x);
            case RATE, MODE, MODE_SHARE -> throw new IllegalArgumentException(feature.name());
            case ZSCORE -> "(" + own + " - " + mean + ") / nullif(" + deviation + ", 0)";
        };
    }

    static String operand(String of, Feature.Operand operand, String counts) {
        String condition = operand.where()
                .map(where -> counts + " AND "
                        + Objects.requireNonNull(CONDITIONS.get(where)).formatted(of, Histories.UNITS))
                .orElse(counts);
        String value =
                Objects.requireNonNull(OPERANDS.get(operand.expression())).formatted(of);
        return "CASE WHEN %s THEN %s END".formatted(condition, value);
    }

    /** Came before, and was before in event time. */
    static String earlier(long over) {
        return "(e.arrival < a.arrival AND e.time < a.time AND e.time > a.time - %d)".formatted(over);
    }

    /** Given, or taken for silence since nothing was given yet, and known before the event. */
    private static String known(long over) {
        return "e.arrival < a.arrival AND a.arrival < e.until AND e.known < a.time AND e.known > a.time - %d"
                .formatted(over);
    }

    static String sameEntity(List<String> by) {
        return by.stream()
                .map(key -> " AND e.%1$s = a.%1$s".formatted(KEYS.get(key)))
                .collect(Collectors.joining("", "e.history = a.history", ""));
    }
}
