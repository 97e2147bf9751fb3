package io.headrace.runtime.streams.eventtime;

import java.time.Duration;
import java.util.Optional;

/** When a source tells those downstream how far it is: when that is news, but not too often. One thread. */
public final class Announcer {

    /** How often {@link #tick} is to be called. */
    public static final Duration TICK = Duration.ofMillis(25);

    /**
     * How sources and those downstream go by each other.
     *
     * @param idleAfter an input that is at its end and has got nothing for so long is not waited for; empty where each always is, as
     *     in a replay
     * @param every progress is told as often at most
     */
    public record Rule(Optional<Duration> idleAfter, Duration every) {}

    private final Rule rule;

    /** What was said in its place before it began is not known. */
    private Optional<Mark> told = Optional.empty();

    private long toldAt;

    /** @param now epoch milliseconds by the wall clock */
    public Announcer(Rule rule, long now) {
        this.rule = rule;
        this.toldAt = now;
    }

    /**
     * Time went on.
     *
     * @return what is to go to everyone who has not heard it, if anything
     */
    public Optional<Mark> tick(Mark mark, long now) {
        if (told.filter(mark::equals).isPresent() || now - toldAt < rule.every().toMillis()) {
            return Optional.empty();
        }
        told = Optional.of(mark);
        toldAt = now;
        return told;
    }
}
