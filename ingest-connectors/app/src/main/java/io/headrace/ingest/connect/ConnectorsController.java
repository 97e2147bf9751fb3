package io.headrace.ingest.connect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.nio.charset.StandardCharsets;

/** How the process's connectors fare. */
@Controller("/v1/connectors")
final class ConnectorsController {

    private static final String CONNECTORS = """
            [{"name": "rides", "state": "running", "detail": "", "records": 1200,
              "figures": {"labels-waiting": 100, "rows": 701, "rows-broken": 1}}]""";

    private final ConnectorsApp app;

    ConnectorsController(ConnectorsApp app) {
        this.app = app;
    }

    /** Every connector: whether it runs, why not, and what it tells of itself. */
    @Operation(
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The connectors by name; a state is running, waiting or failed",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            examples = @ExampleObject(CONNECTORS))))
    @Get(produces = MediaType.APPLICATION_JSON)
    @ExecuteOn(TaskExecutors.BLOCKING)
    byte[] connectors() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        app.reports().forEach(report -> {
            ObjectNode one = list.addObject()
                    .put("name", report.name())
                    .put("state", report.state())
                    .put("detail", report.detail())
                    .put("records", report.records());
            ObjectNode figures = one.putObject("figures");
            report.figures().forEach(figures::put);
        });
        return list.toString().getBytes(StandardCharsets.UTF_8);
    }
}
