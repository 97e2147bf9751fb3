package io.headrace.schemas.topics;

/**
 * The largest records, in bytes: each topic's {@code max.message.bytes}.
 *
 * <p>Brokers hold it against a batch as it comes, compressed or not, and producers send a record that needs it in a batch of
 * its own. So a topic that others write to may hold records of many times its limit, if they compress; the topics that
 * Headrace writes hold none, since it does not compress them and measures before it sends ({@link RecordSize}). What does not
 * fit goes to quarantine, rule {@code too-large}.
 *
 * <p>Each step may hold what the one before it holds and what the step adds, as long as producers do not compress: an event
 * with its fills, a row with a long field in two of its features, a row with its label. Quarantine may hold any of them whole.
 */
public final class TopicLimits {

    /** Of raw events and of labels: Kafka's default, which is that of most producers. */
    public static final int RAW = 1_048_588;

    /** Of clean events. */
    public static final int CLEAN = 2 << 20;

    /** Of feature rows. */
    public static final int FEATURES = 4 << 20;

    /** Of examples: a row and its label. */
    public static final int EXAMPLES = 6 << 20;

    /** Of predictions. */
    public static final int PREDICTIONS = 4 << 20;

    /** Of drift reports, alerts and requests to train. */
    public static final int REPORTS = 4 << 20;

    /** Of the quarantine: the largest of the others, headers of its own, and as much again for theirs. */
    public static final int QUARANTINE = 8 << 20;

    /** Of the model registry's topics, whose writers cut artefacts into chunks. */
    public static final int REGISTRY = 2 << 20;

    /** Of changelogs and repartition topics, and so of what a Kafka Streams app's producer may send. */
    public static final int INTERNAL = 16 << 20;

    private TopicLimits() {}
}
