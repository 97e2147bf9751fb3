package io.headrace.schemas.definition;

/**
 * A further stream of events, beside those that rows are made of: features aggregate its events by a key that both have. It has topics of its
 * own, and is cleaned like the events.
 *
 * @param name unique in its definition, and part of its topics' names
 * @param events its events; lateness, ahead and ordering are those of the definition's own
 * @param clean how they are cleaned
 */
public record EventStream(String name, Events events, Cleaning clean) {

    public EventStream {
        Bounds.name("a stream's name", name);
    }

    /**
     * What a stream is known by where a number is wanted: follows from its name alone. 0 to 1,048,575; different among those of a
     * definition, and from its references'.
     */
    public int number() {
        return number(name);
    }

    /** The number of a stream of this name. */
    public static int number(String name) {
        return NameNumber.of("stream " + name);
    }
}
