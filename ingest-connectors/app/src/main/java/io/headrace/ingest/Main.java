package io.headrace.ingest;

import io.headrace.runtime.process.AppProcess;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;

/** Runs the ingest app as a process of its own. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Headrace HTTP push",
                        version = "1",
                        description = "Events and labels by HTTP, written to a pipeline's topics."))
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        AppProcess.run(Main.class, arguments);
    }
}
