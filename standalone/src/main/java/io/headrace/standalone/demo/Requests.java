package io.headrace.standalone.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Scoring requests made so far.
 *
 * @param recent how long each of the newest that succeeded took, at most {@value #RECENT} of them
 */
public record Requests(long made, long failed, List<Duration> recent) {

    /** Ten seconds of requests: those around a swap, without the first ones of a cold process. */
    private static final int RECENT = 200;

    /** Before the first. */
    public static final Requests NONE = new Requests(0, 0, List.of());

    public Requests {
        recent = List.copyOf(recent);
    }

    /** The slowest of the recent ones; zero before the first. */
    public Duration slowest() {
        return recent.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    Requests succeeded(Duration took) {
        List<Duration> newest = new ArrayList<>(recent.subList(Math.max(0, recent.size() + 1 - RECENT), recent.size()));
        newest.add(took);
        return new Requests(made + 1, failed, newest);
    }

    Requests refused() {
        return new Requests(made + 1, failed + 1, recent);
    }
}
