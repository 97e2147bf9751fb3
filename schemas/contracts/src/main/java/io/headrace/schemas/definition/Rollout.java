package io.headrace.schemas.definition;

/**
 * How a proven candidate comes to serve.
 *
 * @param mode automatic, or after a person's approval
 */
public record Rollout(Mode mode) {

    /** Who decides. */
    public enum Mode {
        AUTOMATIC,
        APPROVED
    }
}
