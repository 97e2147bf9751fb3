package io.headrace.schemas.registry;

/** What a new schema of a subject must be able to do with the subject's older ones, in the registry's own words. */
public enum Compatibility {
    NONE,
    /** Readers of the new schema read data of the latest. */
    BACKWARD,
    /** Readers of the new schema read data of every older one. */
    BACKWARD_TRANSITIVE,
    /** Readers of the latest schema read data of the new. */
    FORWARD,
    FORWARD_TRANSITIVE,
    FULL,
    FULL_TRANSITIVE
}
