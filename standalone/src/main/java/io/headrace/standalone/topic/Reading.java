package io.headrace.standalone.topic;

/** What came of reading a topic's record. */
public sealed interface Reading<T> {

    /** A record that can be used. */
    record Good<T>(T value) implements Reading<T> {}

    /**
     * A record that nobody can use: it stays on its topic, and readers go on behind it.
     *
     * @param topic where it lies
     * @param partition of that topic
     * @param offset in that partition
     * @param reason what was found and what would be right
     */
    record Unreadable<T>(String topic, int partition, long offset, String reason) implements Reading<T> {

        @Override
        public String toString() {
            return topic + "-" + partition + "@" + offset + ": " + reason;
        }
    }
}
