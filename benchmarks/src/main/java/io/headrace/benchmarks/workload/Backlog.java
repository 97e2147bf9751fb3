package io.headrace.benchmarks.workload;

import java.time.Duration;
import java.time.Instant;

/**
 * Events of the past, sent as fast as they are taken, each with an id of the prefix and its number.
 *
 * @param events how many
 * @param step event time from one to the next
 * @param labelEvery every event whose number is a multiple of it has a label
 * @param labelAfter how many events later the label becomes known
 */
public record Backlog(int events, Duration step, int labelEvery, int labelAfter) {

    /** A second from event to event, every fifth with a label ten minutes later. */
    public static Backlog ofSeconds(int events) {
        return new Backlog(events, Duration.ofSeconds(1), 5, 600);
    }

    /** Four weeks in all, every tenth event with a label some hours later. */
    public static Backlog ofFourWeeks(int events) {
        return new Backlog(events, Duration.ofDays(28).dividedBy(events), 10, 300);
    }

    /**
     * Sends all and waits until they are written.
     *
     * @param topic raw, or clean where cleaning is left out
     * @param end event time of the last one
     */
    public void send(EventProducer producer, String topic, String prefix, Instant end) {
        Instant start = end.minus(step.multipliedBy(events));
        for (int number = 0; number < events; number++) {
            Instant at = start.plus(step.multipliedBy(number));
            producer.event(topic, prefix + number, number, at);
            int labelled = number - labelAfter;
            if (labelled >= 0 && labelled % labelEvery == 0) {
                producer.label(prefix + labelled, labelled, at);
            }
        }
        producer.flush();
    }
}
