package io.headrace.standalone.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.standalone.status.AppsHttp;
import io.headrace.standalone.status.ServingModel;
import io.headrace.standalone.status.StatusText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headrace models}: lists the versions of the running pipeline. */
@Command(
        name = "models",
        description = "Lists the model versions of a running system.",
        mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {

    @Mixin
    private RunningOption running = new RunningOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        PipelineDefinition definition = running.definition();
        String pipeline = definition.pipeline().value();
        try (AppsHttp http = new AppsHttp(running.system().httpUrl())) {
            JsonNode models = http.get("/v1/models/" + pipeline).orElseGet(() -> none(pipeline));
            Optional<JsonNode> served = http.getIfReady("/v2/models/" + pipeline);
            output.show(() -> models, () -> text(definition, models, served));
        }
        return 0;
    }

    /** What the registry would show of a pipeline that it has heard of. */
    private static ObjectNode none(String pipeline) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("pipeline", pipeline);
        node.putObject("aliases");
        node.putArray("versions");
        node.putArray("history");
        return node;
    }

    /** A line a version, the newest first. */
    static List<String> text(PipelineDefinition definition, JsonNode models, Optional<JsonNode> served) {
        String pipeline = definition.pipeline().value();
        ServingModel serving = ServingModel.of(definition, Optional.of(models), served);
        List<String> lines = new ArrayList<>();
        models.path("versions").forEach(version -> lines.addFirst(line(pipeline, version, serving)));
        if (serving.baseline() || !serving.isChampion()) {
            lines.addFirst(StatusText.model(serving));
        }
        return lines;
    }

    private static String line(String pipeline, JsonNode version, ServingModel serving) {
        String reference = pipeline + "@" + version.path("version").asInt();
        String metrics = version.path("metrics").properties().stream()
                .map(metric -> String.format(
                        Locale.ROOT,
                        "%s %.4g",
                        metric.getKey(),
                        metric.getValue().asDouble()))
                .collect(Collectors.joining("  "));
        return String.format(
                Locale.ROOT,
                "%-16s  %s  %-14s  %s  %s%s",
                reference,
                version.path("when").asText(),
                version.path("family").asText(),
                version.path("gatesPassed").asBoolean() ? "✔ gates passed" : "✘ refused",
                metrics,
                reference.equals(serving.reference()) ? "  ← serves" : "");
    }
}
