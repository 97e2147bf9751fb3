package io.headrace.schemas.serde;

/** Names of schema registry subjects: TopicNameStrategy. */
public final class Subjects {

    private Subjects() {}

    /** The subject of a topic's values. */
    public static String ofValue(String topic) {
        return of(topic, false);
    }

    static String of(String topic, boolean isKey) {
        return topic + (isKey ? "-key" : "-value");
    }
}
