package io.headrace.features.app.spread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * A feature of a random definition.
 *
 * @param operand a number's, category's or aggregate's expression; the other feature of a ratio; the reference of a lookup; else empty
 * @param by the key's fields, sorted; empty for all events together
 * @param over the window, milliseconds; 0 where there is none
 */
record RandomFeature(String name, Kind kind, String operand, List<String> by, long over) {

    enum Kind {
        NUMBER,
        CATEGORY,
        RATIO,
        ALL,
        COUNT,
        SUM,
        MEAN,
        MIN,
        MAX,
        STDDEV,
        MODE,
        PAUSE,
        RATE,
        LAST,
        LOOKUP;

        boolean isStateful() {
            return compareTo(RATIO) > 0 && this != LOOKUP;
        }

        boolean isAggregate() {
            return isStateful() && compareTo(PAUSE) < 0;
        }

        boolean isOfLabels() {
            return this == RATE || this == LAST;
        }

        boolean isText() {
            return this == CATEGORY || this == LAST || this == MODE;
        }
    }

    private static final List<List<String>> KEYS = List.of(
            List.of("customerId"),
            List.of("customerId"),
            List.of("terminalId"),
            List.of("terminalId"),
            List.of("customerId", "terminalId"),
            List.of());

    private static final List<Duration> WINDOWS =
            List.of(Duration.ofHours(12), Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(12));

    private static final String MISSING = "amount / (amount > 30.0 ? 1.0 : 0.0)";

    /** Some of one meaning; one that is missing for some events. */
    private static final Map<String, ToDoubleFunction<RandomStream.Event>> OPERANDS = Map.of(
            "amount",
            RandomStream.Event::amount,
            "amount * 2.0",
            event -> event.amount() * 2,
            "amount*2.0",
            event -> event.amount() * 2,
            "amount > 50.0",
            event -> event.amount() > 50 ? 1 : 0,
            MISSING,
            event -> event.amount() > 30 ? event.amount() : Double.NaN);

    private static final List<String> CATEGORIES = List.of("terminalId", "currency", "channel");

    static RandomFeature of(String name, Random random) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        return switch (kind) {
            case NUMBER -> new RandomFeature(name, kind, operand(random), List.of(), 0);
            case CATEGORY ->
                new RandomFeature(name, kind, CATEGORIES.get(random.nextInt(CATEGORIES.size())), List.of(), 0);
            case RATIO, ALL -> new RandomFeature(name, Kind.ALL, "", key(random), window(random));
            // Counted is whether there is a value, so it is none that is true or false.
            case COUNT -> new RandomFeature(name, kind, MISSING, key(random), window(random));
            case SUM, MEAN, MIN, MAX, STDDEV ->
                new RandomFeature(name, kind, operand(random), key(random), window(random));
            case MODE -> new RandomFeature(name, kind, "terminalId", key(random), window(random));
            case RATE -> new RandomFeature(name, kind, "", key(random), window(random));
            case LAST -> new RandomFeature(name, kind, "", key(random), 0);
            case LOOKUP ->
                new RandomFeature(name, kind, random.nextBoolean() ? "customers" : "terminals", List.of(), 0);
            case PAUSE -> new RandomFeature(name, kind, "", KEYS.get(random.nextInt(KEYS.size() - 1)), 0);
        };
    }

    RandomFeature named(String other) {
        return new RandomFeature(other, kind, operand, by, over);
    }

    /** The same as others write it. */
    RandomFeature respelled(Random random) {
        return operand.equals("amount * 2.0") && random.nextBoolean()
                ? new RandomFeature(name, kind, "amount*2.0", by, over)
                : this;
    }

    /** What it means, where a ratio's other feature and the rules for labels are the same. */
    String meaning() {
        return kind + "|" + operand.replace(" ", "") + "|" + by + "|" + over;
    }

    double operand(RandomStream.Event event) {
        ToDoubleFunction<RandomStream.Event> value = OPERANDS.get(operand);
        return value == null ? 1 : value.applyAsDouble(event);
    }

    String category(RandomStream.Event event) {
        return switch (operand) {
            case "terminalId" -> event.terminal();
            case "currency" -> "EUR";
            default -> "chip";
        };
    }

    boolean isOfOneEntity(RandomStream.Event one, RandomStream.Event other) {
        return (!by.contains("customerId") || one.customer().equals(other.customer()))
                && (!by.contains("terminalId") || one.terminal().equals(other.terminal()));
    }

    String yaml() {
        List<String> parts = new ArrayList<>();
        switch (kind) {
            case NUMBER -> {
                return name + ": \"" + operand + "\"";
            }
            case RATIO -> {
                return name + ": amount / " + operand;
            }
            case CATEGORY -> parts.add("category: " + operand);
            case ALL -> parts.add("count: all");
            case COUNT, SUM, MEAN, MIN, MAX, STDDEV, MODE ->
                parts.add(kind.name().toLowerCase(Locale.ROOT) + ": \"" + operand + "\"");
            case PAUSE -> parts.add("timeSince: last");
            case RATE -> parts.add("labelRate: fraud");
            case LAST -> parts.add("lastLabel: fraud");
            case LOOKUP -> parts.add("lookup: " + operand + ".score");
        }
        if (!by.isEmpty()) {
            parts.add("by: [" + String.join(", ", by) + "]");
        }
        if (over > 0) {
            parts.add("over: " + Duration.ofMillis(over));
        }
        return name + ": {" + String.join(", ", parts) + "}";
    }

    private static String operand(Random random) {
        return OPERANDS.keySet().stream().sorted().toList().get(random.nextInt(OPERANDS.size()));
    }

    private static List<String> key(Random random) {
        return KEYS.get(random.nextInt(KEYS.size()));
    }

    private static long window(Random random) {
        return WINDOWS.get(random.nextInt(WINDOWS.size())).toMillis();
    }
}
