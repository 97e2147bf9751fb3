package io.headrace.scoring;

import io.headrace.runtime.process.AppProcess;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;

/** Runs the scoring service as a process of its own. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Headrace scoring",
                        version = "1",
                        description = "What the champion model says of an event, and the Open Inference Protocol."))
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        AppProcess.run(Main.class, arguments);
    }
}
