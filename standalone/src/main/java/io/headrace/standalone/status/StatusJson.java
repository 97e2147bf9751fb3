package io.headrace.standalone.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.Prediction;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a system tells, as JSON with keys that stay. */
public final class StatusJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private StatusJson() {}

    /** {@code running} is true: it is written of a process that is there. */
    public static ObjectNode of(SystemStatus status) {
        ObjectNode document = JSON.objectNode()
                .put("running", true)
                .put("state", name(status.state()))
                .put("pipeline", status.pipeline())
                .put("data", status.data().toAbsolutePath().normalize().toString())
                .put("pid", status.pid());
        status.since()
                .ifPresentOrElse(since -> document.put("since", since.toString()), () -> document.putNull("since"));
        document.putObject("addresses")
                .put("http", status.where().httpUrl())
                .put("grpc", status.where().grpcAddress())
                .put("kafka", status.where().bootstrapServers())
                .put("schemaRegistry", status.where().registryUrl());
        ArrayNode apps = document.putArray("apps");
        status.apps()
                .forEach(app -> apps.addObject()
                        .put("name", app.name())
                        .put("state", name(app.state()))
                        .put("detail", app.detail()));
        ArrayNode connectors = document.putArray("connectors");
        status.connectors()
                .forEach(connector -> numbers(
                        connectors
                                .addObject()
                                .put("name", connector.name())
                                .put("state", name(connector.state()))
                                .put("detail", connector.detail())
                                .put("records", connector.records())
                                .putObject("figures"),
                        connector.figures()));
        document.set("model", model(status.model()));
        document.set("counts", counts(status.counts()));
        numbers(document.putObject("waiting"), status.waiting());
        Held held = status.held();
        document.putObject("held")
                .put("events", held.events())
                .put("rows", held.rows())
                .put("labels", held.labels());
        status.lastAlert()
                .ifPresentOrElse(alert -> document.set("lastAlert", of(alert)), () -> document.putNull("lastAlert"));
        ArrayNode notes = document.putArray("notes");
        status.notes().forEach(notes::add);
        return document;
    }

    private static ObjectNode model(ServingModel model) {
        ObjectNode node = JSON.objectNode().put("reference", model.reference()).put("baseline", model.baseline());
        model.champion().ifPresentOrElse(champion -> node.put("champion", champion), () -> node.putNull("champion"));
        model.family().ifPresentOrElse(family -> node.put("family", family), () -> node.putNull("family"));
        model.since().ifPresentOrElse(since -> node.put("since", since.toString()), () -> node.putNull("since"));
        node.put("judgedBy", model.judgedBy());
        ObjectNode metrics = node.putObject("metrics");
        model.metrics().forEach(metrics::put);
        return node;
    }

    private static ObjectNode counts(EventCounts counts) {
        ObjectNode node = JSON.objectNode()
                .put("events", counts.events())
                .put("clean", counts.clean())
                .put("duplicates", counts.duplicates())
                .put("dropped", counts.dropped())
                .put("quarantined", counts.quarantined());
        numbers(node.putObject("quarantinedBy"), counts.quarantinedBy());
        return node.put("labels", counts.labels())
                .put("features", counts.features())
                .put("examples", counts.examples())
                .put("predictions", counts.predictions())
                .put("alerts", counts.alerts());
    }

    /** An alert. */
    public static ObjectNode of(Alert alert) {
        ObjectNode node = JSON.objectNode()
                .put("eventTime", alert.getEventTime().toString())
                .put("severity", alert.getSeverity().name())
                .put("kind", alert.getKind().name())
                .put("reason", alert.getReason());
        node.put("model", alert.getModel());
        ArrayNode features = node.putArray("features");
        alert.getFeatures().forEach(features::add);
        ObjectNode values = node.putObject("values");
        new TreeMap<>(alert.getValues()).forEach(values::put);
        return node;
    }

    /** A prediction. */
    public static ObjectNode of(Prediction prediction) {
        ObjectNode node = JSON.objectNode()
                .put("eventId", prediction.getEventId())
                .put("eventTime", prediction.getEventTime().toString())
                .put("model", prediction.getModel());
        node.put("predictedClass", prediction.getPredictedClass());
        node.put("score", prediction.getScore());
        ObjectNode probabilities = node.putObject("probabilities");
        new TreeMap<>(prediction.getProbabilities()).forEach(probabilities::put);
        return node;
    }

    private static void numbers(ObjectNode into, Map<String, Long> numbers) {
        numbers.forEach(into::put);
    }

    private static String name(SystemStatus.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
