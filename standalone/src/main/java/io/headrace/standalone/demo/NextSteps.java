package io.headrace.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What to try on a running system: lines that work when pasted. */
final class NextSteps {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "try-1";

    private final RunningSystem running;
    private final PipelineDefinition definition;
    private final String where;

    /**
     * Steps for a system.
     *
     * @param data its data directory, named in the commands unless it is where they look anyway
     */
    NextSteps(RunningSystem running, PipelineDefinition definition, Path data) {
        this.running = running;
        this.definition = definition;
        this.where = data.equals(DemoScript.DATA) ? "" : " --data " + data;
    }

    /** Lines to paste, in the order one would try them. */
    void tell(Terminal terminal, Optional<byte[]> sample) {
        String pipeline = definition.pipeline().value();
        String routes = running.httpUrl() + "/v1/pipelines/" + pipeline;
        terminal.line("Try, in another terminal:");
        sample.map(this::named).ifPresent(event -> {
            terminal.line(post(routes + "/score", event));
            terminal.line("  ./headrace score --grpc" + where + " '" + event + "'");
            terminal.line(post(routes + "/events", event));
            terminal.line(post(routes + "/labels", label(event)));
        });
        terminal.line("  ./headrace predictions --follow" + where);
        terminal.line("  ./headrace models" + where);
        terminal.line("  ./headrace alerts" + where);
    }

    private static String post(String url, JsonNode body) {
        return "  curl -s " + url + " -H 'Content-Type: application/json' -d '" + body + "'";
    }

    private ObjectNode named(byte[] event) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(event);
            json.put(definition.events().id(), ID);
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Known a day after the event, by the stream's own time: a simulated stream is not in our year. */
    private JsonNode label(ObjectNode event) {
        JsonNode time = event.get(definition.events().time());
        Instant at = time.isTextual() ? Instant.parse(time.asText()) : Instant.ofEpochMilli(time.asLong());
        ObjectNode json = JSON.createObjectNode();
        json.put(definition.labels().joinOn(), ID);
        String label = definition.problem().label();
        switch (definition.problem().labelType()) {
            case BOOLEAN -> json.put(label, true);
            case LONG -> json.put(label, 1);
            case DOUBLE -> json.put(label, 1.0);
            case STRING ->
                json.put(
                        label,
                        definition.problem().classes().stream().findFirst().orElse("…"));
        }
        json.put(PipelineSchemas.LABELLED_AT, at.plus(Duration.ofDays(1)).toString());
        return json;
    }
}
