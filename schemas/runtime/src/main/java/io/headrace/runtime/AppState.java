package io.headrace.runtime;

/** What an app does now. */
public sealed interface AppState {

    /**
     * Not yet, or for the moment not, doing its work.
     *
     * @param detail what it waits for
     */
    record Starting(String detail) implements AppState {}

    /** Doing its work. */
    record Running() implements AppState {}

    /** Closed. */
    record Stopped() implements AppState {}

    /**
     * Given up; only a new start of the process helps.
     *
     * @param reason what was found and what would be right
     */
    record Failed(String reason) implements AppState {}
}
