package io.headrace.standalone.command;

/** A command asked a system that does not run. */
final class NothingRuns extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NothingRuns(String message) {
        super(message);
    }
}
