package io.headrace.standalone;

import io.headrace.standalone.command.HeadraceCommand;

/** The command line's entry. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(HeadraceCommand.run(arguments));
    }
}
