package io.headrace.monitor;

import io.headrace.runtime.process.AppProcess;

/** Runs the drift monitor as a process of its own. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        AppProcess.run(Main.class, arguments);
    }
}
