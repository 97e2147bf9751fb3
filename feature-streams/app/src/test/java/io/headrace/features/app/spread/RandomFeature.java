package io.headrace.features.app.spread;

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
 * @param past what it looks back at
 */
record RandomFeature(String name, Kind kind, String operand, Past past) {

    RandomFeature(String name, Kind kind, String operand) {
        this(name, kind, operand, Past.NONE);
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
        DECAYED,
        MODE,
        DISTINCT,
        PAUSE,
        RATE,
        LAST,
        LOOKUP;

        boolean isStateful() {
            return compareTo(RATIO) > 0 && this != LOOKUP;
        }

        boolean isText() {
            return this == CATEGORY || this == LAST || this == MODE;
        }
    }

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
            case RATIO, ALL ->
                new RandomFeature(name, Kind.ALL, "", Past.ofAny(logins, random).some(random));
            // Counted is whether there is a value, so it is none that is true or false.
            case COUNT ->
                new RandomFeature(name, kind, MISSING, Past.ofAny(false, random).some(random));
            case SUM ->
                new RandomFeature(
                        name,
                        kind,
                        operand(logins, random),
                        Past.ofAny(logins, random).some(random));
            case MEAN, MIN, MAX, STDDEV ->
                new RandomFeature(
                        name,
                        kind,
                        operand(logins, random),
                        Past.ofTimeOrLife(logins, random).some(random));
            case DECAYED ->
                new RandomFeature(
                        name,
                        kind,
                        operand(logins, random),
                        Past.decayed(logins, random).some(random));
            case MODE, DISTINCT ->
                new RandomFeature(
                        name,
                        kind,
                        "terminalId",
                        Past.ofTimeOrLife(false, random).some(random));
            case RATE -> new RandomFeature(name, kind, "", Past.ofTime(false, random));
            case LAST ->
                new RandomFeature(name, kind, "", Past.ofTime(false, random).over(new Past.Always()));
            case LOOKUP -> new RandomFeature(name, kind, random.nextBoolean() ? "customers" : "terminals");
            case PAUSE -> new RandomFeature(name, kind, "", Past.ofEntity(logins, random));
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

    /** What each event brings to it, and is remembered with the event; empty where it is the event alone. */
    String remembered() {
        boolean eventAlone = (kind == Kind.ALL && past.where().isEmpty()) || kind == Kind.PAUSE;
        return eventAlone ? "" : stage() + "|" + operand.replace(" ", "") + "|" + past.condition();
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
            case DECAYED -> parts.add("decayedSum: \"" + operand + "\"");
            case COUNT, SUM, MEAN, MIN, MAX, STDDEV, MODE, DISTINCT ->
                parts.add(kind.name().toLowerCase(Locale.ROOT) + ": \"" + operand + "\"");
            case PAUSE -> parts.add("timeSince: last");
            case RATE -> parts.add("labelRate: fraud");
            case LAST -> parts.add("lastLabel: fraud");
            case LOOKUP -> parts.add("lookup: " + operand + ".score");
        }
        parts.addAll(past.yaml());
        return name + ": {" + String.join(", ", parts) + "}";
    }

    private static String operand(boolean logins, Random random) {
        return logins ? TRIES : operand(random);
    }

    private static String operand(Random random) {
        return OPERANDS.keySet().stream().sorted().toList().get(random.nextInt(OPERANDS.size()));
    }
}
