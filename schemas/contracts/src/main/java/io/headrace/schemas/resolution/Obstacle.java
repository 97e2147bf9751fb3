package io.headrace.schemas.resolution;

/**
 * What stands against reading one schema's values with another.
 *
 * @param place the field, such as {@code card.brand} or {@code items[]}; empty for the record itself
 * @param reason what was found and what was expected
 */
public record Obstacle(String place, String reason) {

    /** Its place as seen from one level further out. */
    Obstacle within(String step) {
        return new Obstacle(joined(step, place), reason);
    }

    /** The place and the reason. */
    public String text() {
        return place.isEmpty() ? reason : place + ": " + reason;
    }

    private static String joined(String step, String rest) {
        return rest.isEmpty() || rest.startsWith("[") ? step + rest : step + "." + rest;
    }
}
