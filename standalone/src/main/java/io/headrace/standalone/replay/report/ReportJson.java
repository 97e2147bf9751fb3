package io.headrace.standalone.replay.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A report as JSON. Keys have a fixed order and numbers one spelling, so that equal reports are equal files; {@code timings}
 * comes last, and {@code digest} is of all but the two.
 */
public final class ReportJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ReportJson() {}

    /** The whole file, with a line break at the end. */
    public static String text(ReplayReport report) {
        ObjectNode node = withoutTimings(report);
        node.put("digest", digest(node));
        node.set("timings", timings(report));
        return print(node) + "\n";
    }

    /** SHA-256 of everything but the timings, lower-case hexadecimal: the same for two runs that came to the same. */
    public static String digest(ReplayReport report) {
        return digest(withoutTimings(report));
    }

    private static String digest(ObjectNode node) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(MAPPER.writeValueAsString(node).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException("every JVM has SHA-256, and every tree can be written", e);
        }
    }

    private static String print(ObjectNode node) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        try {
            return MAPPER.writer(printer).writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every tree can be written", e);
        }
    }

    private static ObjectNode withoutTimings(ReplayReport report) {
        ObjectNode node = NODES.objectNode();
        node.put("pipeline", report.pipeline());
        node.put("definitionHash", report.definitionHash());
        report.sources().forEach(node.putArray("sources")::add);
        node.put("labelDelay", report.labelDelay());
        ObjectNode problem = node.putObject("problem");
        problem.put("kind", report.problem().kind().name());
        problem.put("label", report.problem().label());
        problem.put("metric", report.problem().metric().text());
        counts(node.putObject("counts"), report.counts());
        ArrayNode models = node.putArray("models");
        report.models().forEach(model -> models.add(model(model)));
        EvaluationJson.put(node, report.evaluation());
        ArrayNode alerts = node.putArray("alerts");
        report.alerts().forEach(alert -> alerts.add(alert(alert)));
        node.set("importances", numbers(report.importances()));
        node.set("drift", drift(report.drift()));
        return node;
    }

    private static void counts(ObjectNode node, Counts counts) {
        node.put("events", counts.events());
        node.put("clean", counts.clean());
        node.put("quarantined", counts.quarantined());
        node.put("duplicates", counts.duplicates());
        node.put("features", counts.features());
        node.put("examples", counts.examples());
        node.put("predictions", counts.predictions());
    }

    private static ObjectNode model(ReportedModel model) {
        ObjectNode node = NODES.objectNode();
        node.put("version", model.version());
        node.put("digest", model.digest());
        node.put("family", model.family());
        ObjectNode from = node.putObject("trainedFrom");
        from.put("trigger", model.trainedFrom().trigger());
        from.put("from", model.trainedFrom().from().toString());
        from.put("until", model.trainedFrom().until().toString());
        from.put("trainingRows", model.trainedFrom().trainingRows());
        from.put("validationRows", model.trainedFrom().validationRows());
        from.put("unseenRows", model.trainedFrom().unseenRows());
        node.put("examples", model.examples());
        node.set("metrics", numbers(model.metrics()));
        ObjectNode gate = node.putObject("gate");
        gate.put("passed", model.passed());
        ArrayNode verdicts = gate.putArray("verdicts");
        for (ReportedModel.Gate verdict : model.gate()) {
            verdicts.addObject()
                    .put("name", verdict.name())
                    .put("passed", verdict.passed())
                    .put("sentence", verdict.sentence());
        }
        row(node, "servedFrom", model.servedFrom());
        return node;
    }

    private static ObjectNode alert(ReportedAlert alert) {
        ObjectNode node = NODES.objectNode();
        row(node, "row", alert.row());
        node.put("eventTime", alert.eventTime().toString());
        node.put("kind", alert.kind());
        node.put("severity", alert.severity());
        node.put("sentence", alert.sentence());
        return node;
    }

    private static void row(ObjectNode node, String key, OptionalLong row) {
        if (row.isPresent()) {
            node.put(key, row.getAsLong());
        } else {
            node.putNull(key);
        }
    }

    private static ObjectNode drift(Drift drift) {
        ObjectNode node = NODES.objectNode();
        ArrayNode windows = node.putArray("windows");
        for (Drift.DriftWindow window : drift.windows()) {
            windows.addObject()
                    .put("from", window.from().toString())
                    .put("until", window.until().toString())
                    .put("model", window.model())
                    .put("rows", window.rows())
                    .put("drifted", window.drifted());
        }
        ObjectNode psi = node.putObject("psi");
        for (Drift.FeatureDrift feature : drift.features()) {
            List<Double> values = feature.psi();
            ArrayNode series = psi.putArray(feature.feature());
            values.forEach(value -> number(series, value));
        }
        return node;
    }

    private static ObjectNode timings(ReplayReport report) {
        Timings timings = report.timings();
        ObjectNode node = NODES.objectNode();
        node.put("seconds", Timings.seconds(timings.total()));
        node.put("eventsPerSecond", timings.eventsPerSecond(report.counts().events()));
        node.put("cpuSeconds", Timings.seconds(timings.cpu()));
        ObjectNode phases = node.putObject("phases");
        for (Map.Entry<String, Duration> phase : timings.phases().entrySet()) {
            phases.put(phase.getKey(), Timings.seconds(phase.getValue()));
        }
        return node;
    }

    static ObjectNode numbers(Map<String, Double> numbers) {
        ObjectNode node = NODES.objectNode();
        numbers.forEach((name, number) -> number(node, name, number));
        return node;
    }

    /** JSON has no word for what is not finite: null. */
    static void number(ObjectNode node, String key, double number) {
        if (Double.isFinite(number)) {
            node.put(key, number);
        } else {
            node.putNull(key);
        }
    }

    static void number(ArrayNode array, double number) {
        if (Double.isFinite(number)) {
            array.add(number);
        } else {
            array.addNull();
        }
    }
}
