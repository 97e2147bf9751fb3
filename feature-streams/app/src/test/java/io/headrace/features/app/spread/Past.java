package io.headrace.features.app.spread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;

/**
 * What a feature looks back at.
 *
 * @param logins whether at the events of the further stream, not at those of rows
 * @param by the key's fields, sorted; empty for all events together
 * @param where the condition for what counts; empty where there is none
 * @param excluding whether the event itself is left out
 */
record Past(boolean logins, List<String> by, Window window, String where, boolean excluding) {

    static final Past NONE = new Past(false, List.of(), new Always());

    /** How much of it. */
    sealed interface Window {

        /** What it is in a definition. */
        String yaml();

        /** What lies longer before an event does not count for it, milliseconds; {@link Long#MAX_VALUE} where all does. */
        long lookBack();
    }

    record Time(long ms) implements Window {

        @Override
        public String yaml() {
            return "over: " + Duration.ofMillis(ms);
        }

        @Override
        public long lookBack() {
            return ms;
        }
    }

    /** @param within milliseconds; 0 for as long as the language has it where nothing is said, longer than any stream here */
    record Newest(int events, long within) implements Window {

        @Override
        public String yaml() {
            return "over: {events: " + events + (within == 0 ? "" : ", within: " + Duration.ofMillis(within)) + "}";
        }

        @Override
        public long lookBack() {
            return within == 0 ? Long.MAX_VALUE : within;
        }
    }

    record Lifetime() implements Window {

        @Override
        public String yaml() {
            return "over: lifetime";
        }

        @Override
        public long lookBack() {
            return Long.MAX_VALUE;
        }
    }

    record HalfLife(long ms) implements Window {

        @Override
        public String yaml() {
            return "halfLife: " + Duration.ofMillis(ms);
        }

        @Override
        public long lookBack() {
            return 40 * ms;
        }
    }

    /** Of features that have no window. */
    record Always() implements Window {

        @Override
        public String yaml() {
            return "";
        }

        @Override
        public long lookBack() {
            return Long.MAX_VALUE;
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

    /** Of everything there. */
    Past(boolean logins, List<String> by, Window window) {
        this(logins, by, window, "", false);
    }

    /** Of one entity, however long ago. */
    static Past ofEntity(boolean logins, Random random) {
        return new Past(
                logins, logins ? List.of("customerId") : KEYS.get(random.nextInt(KEYS.size() - 1)), new Always());
    }

    /** Of an entity or all together, in a window of time. */
    static Past ofTime(boolean logins, Random random) {
        List<String> by = logins
                ? random.nextInt(3) == 0 ? List.of() : List.of("customerId")
                : KEYS.get(random.nextInt(KEYS.size()));
        return new Past(logins, by, new Time(time(random)));
    }

    /** The same; or in one of so many events, or since ever. These are of an entity, of which there are few events to go through. */
    static Past ofAny(boolean logins, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> ofEntity(logins, random).over(new Lifetime());
            case 1 ->
                ofEntity(logins, random)
                        .over(new Newest(1 + random.nextInt(8), random.nextBoolean() ? 0 : time(random)));
            default -> ofTime(logins, random);
        };
    }

    /** The same without those of so many events. */
    static Past ofTimeOrLife(boolean logins, Random random) {
        return random.nextInt(5) == 0 ? ofEntity(logins, random).over(new Lifetime()) : ofTime(logins, random);
    }

    static Past decayed(boolean logins, Random random) {
        return ofEntity(logins, random)
                .over(new HalfLife(Duration.ofHours(1 + random.nextInt(3)).toMillis()));
    }

    Past over(Window other) {
        return new Past(logins, by, other, where, excluding);
    }

    /** All that is there, or a part of it. */
    Past some(Random random) {
        String condition = logins ? MANY_TRIES : OF_PAYMENTS.get(random.nextInt(OF_PAYMENTS.size()));
        return new Past(logins, by, window, random.nextInt(3) == 0 ? condition : "", !logins && random.nextInt(4) == 0);
    }

    /** The same as others write it. */
    Past respelled(Random random) {
        return where.equals("amount > 40.0") && random.nextBoolean()
                ? new Past(logins, by, window, "amount>40.0", excluding)
                : this;
    }

    /** However it is written. */
    String condition() {
        return where.replace(" ", "");
    }

    String meaning() {
        return logins + "|" + by + "|" + window + "|" + condition() + "|" + excluding;
    }

    boolean holds(RandomStream.Event event) {
        return where.isEmpty() || Objects.requireNonNull(CONDITIONS.get(where)).test(event);
    }

    boolean countsItself(RandomStream.Event event) {
        return !logins && !excluding && holds(event);
    }

    boolean isOfOneEntity(RandomStream.Event one, RandomStream.Event other) {
        return (!by.contains("customerId") || one.customer().equals(other.customer()))
                && (!by.contains("terminalId") || one.terminal().equals(other.terminal()));
    }

    /** Settings of a feature. */
    List<String> yaml() {
        List<String> parts = new ArrayList<>();
        if (logins) {
            parts.add("from: logins");
        }
        if (!by.isEmpty()) {
            parts.add("by: [" + String.join(", ", by) + "]");
        }
        if (!window.yaml().isEmpty()) {
            parts.add(window.yaml());
        }
        if (!where.isEmpty()) {
            parts.add("where: \"" + where + "\"");
        }
        if (excluding) {
            parts.add("excluding: this");
        }
        return parts;
    }

    private static long time(Random random) {
        return WINDOWS.get(random.nextInt(WINDOWS.size())).toMillis();
    }
}
