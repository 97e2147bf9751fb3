package io.headrace.benchmarks;

import io.headrace.benchmarks.command.BenchCommand;

/** {@code headrace bench}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(BenchCommand.run(arguments));
    }
}
