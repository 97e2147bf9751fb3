package io.headrace.features.app.spread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A feature of a random definition.
 *
 * @param operand a number's, category's or aggregate's expression; the other feature of a ratio; the reference of a lookup; else empty
 * @param past what it looks back at
 */
record RandomFeature(String name, Kind kind, String operand, Past past) {

    RandomFeature(String name, Kind kind, String operand) {
        this(name, kind, operand, Past.NONE);
    }

    /**
     * What a feature looks back at.
     *
     * @param logins whether at the events of the further stream, not at those of rows
     * @param by the key's fields, sorted; empty for all events together
     * @param over the window, milliseconds; 0 where there is none
     * @param where the condition for what counts; empty where there is none
     * @param excluding whether the event itself is left out
     */
    record Past(boolean logins, List<String> by, long over, String where, boolean excluding) {

        static final Past NONE = new Past(false, List.of(), 0);

        /** Of everything there. */
        Past(boolean logins, List<String> by, long over) {
            this(logins, by, over, "", false);
        }

        Past where(String condition) {
            return new Past(logins, by, over, condition, excluding);
        }

        Past excludingThis() {
            return new Past(logins, by, over, where, true);
        }

        boolean holds(RandomStream.Event event) {
            return where.isEmpty()
                    || Objects.requireNonNull(CONDITIONS.get(where)).test(event);
        }

        boolean countsItself(RandomStream.Event event) {
            return !logins && !excluding && holds(event);
        }

        Past respelled(Random random) {
            return where.equals("amount > 40.0") && random.nextBoolean() ? where("amount>40.0") : this;
        }

        String meaning() {
            return logins + "|" + by + "|" + over + "|" + where.replace(" ", "") + "|" + excluding;
        }
    }

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

    private static final String MANY_TRIES = "tries > 2";

    /** Some of one meaning; one that always holds; one of logins. */
    private static final Map<String, Predicate<RandomStream.Event>> CONDITIONS = Map.of(
            "amount > 40.0",
            event -> event.amount() > 40,
            "amount>40.0",
            event -> event.amount() > 40,
            "terminalId == 't1'",
            event -> event.terminal().equals("t1"),
            "channel == 'chip'",
            _ -> true,
            MANY_TRIES,
            login -> login.amount() > 2);

    private static final List<String> OF_PAYMENTS = CONDITIONS.keySet().stream()
            .filter(condition -> !condition.equals(MANY_TRIES))
            .sorted()
            .toList();

    /** A login's. */
    private static final String TRIES = "tries";

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
        boolean logins = random.nextInt(3) == 0;
        return switch (kind) {
            case NUMBER -> new RandomFeature(name, kind, operand(random));
            case CATEGORY -> new RandomFeature(name, kind, CATEGORIES.get(random.nextInt(CATEGORIES.size())));
            case RATIO, ALL -> new RandomFeature(name, Kind.ALL, "", some(past(logins, random), random));
            // Counted is whether there is a value, so it is none that is true or false.
            case COUNT -> new RandomFeature(name, kind, MISSING, some(past(false, random), random));
            case SUM, MEAN, MIN, MAX, STDDEV ->
                new RandomFeature(name, kind, logins ? TRIES : operand(random), some(past(logins, random), random));
            case MODE -> new RandomFeature(name, kind, "terminalId", some(past(false, random), random));
            case RATE -> new RandomFeature(name, kind, "", past(false, random));
            case LAST -> new RandomFeature(name, kind, "", new Past(false, key(random), 0));
            case LOOKUP -> new RandomFeature(name, kind, random.nextBoolean() ? "customers" : "terminals");
            case PAUSE ->
                new RandomFeature(
                        name,
                        kind,
                        "",
                        new Past(
                                logins, logins ? List.of("customerId") : KEYS.get(random.nextInt(KEYS.size() - 1)), 0));
        };
    }

    RandomFeature named(String other) {
        return new RandomFeature(other, kind, operand, past);
    }

    /** The same as others write it. */
    RandomFeature respelled(Random random) {
        boolean other = operand.equals("amount * 2.0") && random.nextBoolean();
        return new RandomFeature(name, kind, other ? "amount*2.0" : operand, past.respelled(random));
    }

    boolean isOfLogins() {
        return past.logins();
    }

    /** What remembers for it: its stream and key. */
    String stage() {
        return (past.logins() ? "logins" : "") + past.by();
    }

    /** What it means, where a ratio's other feature and the rules for labels are the same. */
    String meaning() {
        return kind + "|" + operand.replace(" ", "") + "|" + past.meaning();
    }

    double operand(RandomStream.Event event) {
        if (operand.equals(TRIES)) {
            return event.amount();
        }
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
        return (!past.by().contains("customerId") || one.customer().equals(other.customer()))
                && (!past.by().contains("terminalId") || one.terminal().equals(other.terminal()));
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
        if (past.logins()) {
            parts.add("from: logins");
        }
        if (!past.by().isEmpty()) {
            parts.add("by: [" + String.join(", ", past.by()) + "]");
        }
        if (past.over() > 0) {
            parts.add("over: " + Duration.ofMillis(past.over()));
        }
        if (!past.where().isEmpty()) {
            parts.add("where: \"" + past.where() + "\"");
        }
        if (past.excluding()) {
            parts.add("excluding: this");
        }
        return name + ": {" + String.join(", ", parts) + "}";
    }

    private static String operand(Random random) {
        return OPERANDS.keySet().stream().sorted().toList().get(random.nextInt(OPERANDS.size()));
    }

    private static Past past(boolean logins, Random random) {
        return logins
                ? new Past(true, random.nextInt(3) == 0 ? List.of() : List.of("customerId"), window(random))
                : new Past(false, key(random), window(random));
    }

    /** All that is there, or a part of it. */
    private static Past some(Past all, Random random) {
        Past past = all;
        if (random.nextInt(3) == 0) {
            past = past.where(all.logins() ? MANY_TRIES : OF_PAYMENTS.get(random.nextInt(OF_PAYMENTS.size())));
        }
        return all.logins() || random.nextInt(4) > 0 ? past : past.excludingThis();
    }

    private static List<String> key(Random random) {
        return KEYS.get(random.nextInt(KEYS.size()));
    }

    private static long window(Random random) {
        return WINDOWS.get(random.nextInt(WINDOWS.size())).toMillis();
    }
}
