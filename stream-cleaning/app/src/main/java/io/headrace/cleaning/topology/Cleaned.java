package io.headrace.cleaning.topology;

/** What became of a raw record, for an app that goes on with it in the same task. */
public sealed interface Cleaned permits CleanEvent, Cleaned.Nothing {

    /** It was refused, dropped, or a duplicate: nothing goes on but that it was read. */
    enum Nothing implements Cleaned {
        NOTHING
    }
}
