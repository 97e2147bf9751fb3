package io.headrace.registry.protocol;

/**
 * Who changes the registry, and why; both are written on the record.
 *
 * @param who the app or person, not blank
 * @param why a sentence, not blank
 */
public record Authorship(String who, String why) {

    public Authorship {
        if (who.isBlank()) {
            throw new IllegalArgumentException("who is blank; the app's or the person's name would be right");
        }
        if (why.isBlank()) {
            throw new IllegalArgumentException("why is blank; a sentence that gives the reason would be right");
        }
    }
}
