package io.headrace.standalone.command;

import picocli.CommandLine.Option;

/** How late labels become known that stand in a file beside their events. */
final class LabelDelayOption {

    @Option(
            names = "--label-delay",
            paramLabel = "ROWS",
            defaultValue = "0",
            description = "How many rows later a row's label becomes known (default: ${DEFAULT-VALUE}).")
    private int rows;

    /** @throws WrongArguments where it is below 0 */
    int rows() {
        if (rows < 0) {
            throw new WrongArguments("--label-delay " + rows + ": right is 0 or more");
        }
        return rows;
    }
}
