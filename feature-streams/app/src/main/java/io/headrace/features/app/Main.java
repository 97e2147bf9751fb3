package io.headrace.features.app;

import io.headrace.runtime.process.AppProcess;

/** Runs the feature app as a process of its own. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        AppProcess.run(Main.class, arguments);
    }
}
