package io.headrace.standalone.command;

/** What was asked for cannot be meant; the message says what would be right. */
final class WrongArguments extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongArguments(String message) {
        super(message);
    }
}
