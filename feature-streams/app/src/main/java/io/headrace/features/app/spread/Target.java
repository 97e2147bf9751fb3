package io.headrace.features.app.spread;

/** Where something travels to. */
enum Target {
    /** The stages of an event's entities. */
    STAGES,
    /** Where an event's row is put together and waits for its label. */
    ROWS,
    /** Where an event's keys wait for its label, to tell the stages. */
    LEARNING
}
