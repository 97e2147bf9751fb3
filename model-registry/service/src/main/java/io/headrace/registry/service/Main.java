package io.headrace.registry.service;

import io.headrace.runtime.process.AppProcess;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;

/** Runs the registry service as a process of its own. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Headrace model registry",
                        version = "1",
                        description = "The models of every pipeline: list, show, download, promote, roll back."))
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        AppProcess.run(Main.class, arguments);
    }
}
