package io.headrace.cleaning;

import io.headrace.runtime.process.AppProcess;

/** Runs the cleaning app as a process of its own. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        AppProcess.run(Main.class, arguments);
    }
}
