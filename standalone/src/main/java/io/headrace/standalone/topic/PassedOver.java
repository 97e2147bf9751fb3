package io.headrace.standalone.topic;

import java.util.Locale;

/**
 * Records that were passed over since nobody can use them.
 *
 * @param count how many, 0 or more
 * @param first the first of them in words, with its place; empty where there is none
 */
public record PassedOver(long count, String first) {

    /** Of a topic whose records can all be used. */
    public static final PassedOver NONE = new PassedOver(0, "");

    /** One more. */
    public PassedOver and(Reading.Unreadable<?> other) {
        return new PassedOver(count + 1, count == 0 ? other.toString() : first);
    }

    /** One line for a person. */
    public String text() {
        return count == 1
                ? "a record cannot be read and is passed over, " + first
                : String.format(
                        Locale.ROOT, "%,d records cannot be read and are passed over, the first %s", count, first);
    }
}
