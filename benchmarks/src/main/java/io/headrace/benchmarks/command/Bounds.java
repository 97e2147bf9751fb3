package io.headrace.benchmarks.command;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Checks numbers that were given. */
record Bounds(CommandLine commandLine) {

    /** @throws ParameterException naming the option, where the number is below */
    void atLeast(String option, int least, int found) {
        if (found < least) {
            throw new ParameterException(commandLine, option + " is " + found + "; write " + least + " or more");
        }
    }
}
