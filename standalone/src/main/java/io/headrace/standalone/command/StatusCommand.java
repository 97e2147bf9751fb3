package io.headrace.standalone.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headrace.standalone.status.StatusJson;
import io.headrace.standalone.status.StatusReader;
import io.headrace.standalone.status.StatusText;
import io.headrace.standalone.status.SystemStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headrace status}: how a running system fares. */
@Command(
        name = "status",
        description = {
            "Tells how a running system fares: apps, connectors, model, counts, what waits, the last alert.",
            "Exit code 0 when it runs or is starting, 1 when a part of it has failed, 3 when nothing runs."
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private RunningOption running = new RunningOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        SystemStatus status;
        try {
            status = StatusReader.read(running.data(), running.process(), running.definition());
        } catch (NothingRuns e) {
            if (!output.json()) {
                throw e;
            }
            output.show(
                    () -> JsonNodeFactory.instance
                            .objectNode()
                            .put("running", false)
                            .put("reason", e.getMessage()),
                    List::of);
            return HeadraceCommand.NOTHING_RUNS;
        }
        output.show(() -> StatusJson.of(status), () -> StatusText.of(status));
        return switch (status.state()) {
            case RUNNING, STARTING -> 0;
            case FAILED -> HeadraceCommand.FAILED;
        };
    }
}
