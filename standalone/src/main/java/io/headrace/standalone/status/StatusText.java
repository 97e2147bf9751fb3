package io.headrace.standalone.status;

import io.headrace.schemas.avro.Alert;
import io.headrace.standalone.status.SystemStatus.App;
import io.headrace.standalone.status.SystemStatus.Connector;
import io.headrace.standalone.status.SystemStatus.State;
import io.headrace.standalone.system.RunningSystem;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A system's status for a person. */
public final class StatusText {

    /** Figures of our file connector, in the words of a person. */
    private static final Map<String, String> FIGURES = Map.of(
            "rows", "rows",
            "rows-broken", "broken",
            "labels-waiting", "labels wait for later rows");

    private static final DateTimeFormatter SINCE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private StatusText() {}

    /** Its lines. */
    public static List<String> of(SystemStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(status.pipeline() + "   " + name(status.state())
                + status.since().map(since -> " since " + clock(since)).orElse("")
                + ", process " + status.pid() + ", data in " + status.data());
        apps(status, lines);
        status.connectors().forEach(connector -> lines.add(line("connector", connector(connector))));
        lines.add(line("model", model(status.model())));
        counts(status.counts(), lines);
        lines.add(line("waiting", waiting(status)));
        lines.add(line("held", held(status.held())));
        lines.add(line("last alert", status.lastAlert().map(StatusText::alert).orElse("none")));
        status.notes().forEach(note -> lines.add(line("note", note)));
        RunningSystem where = status.where();
        lines.add(line(
                "addresses",
                where.httpUrl() + "   gRPC " + where.grpcAddress() + "   Kafka " + where.bootstrapServers()
                        + "   schemas " + where.registryUrl()));
        lines.add(line("log", status.data().resolve("headrace.log").toString()));
        return List.copyOf(lines);
    }

    private static void apps(SystemStatus status, List<String> lines) {
        if (status.apps().isEmpty()) {
            lines.add(line("apps", "do not answer yet"));
            return;
        }
        lines.add(line(
                "apps",
                status.apps().stream()
                        .map(app -> mark(app.state()) + " " + app.name())
                        .collect(Collectors.joining("   "))));
        status.apps().stream()
                .filter(app -> app.state() != State.RUNNING)
                .map(StatusText::app)
                .forEach(text -> lines.add(line("", text)));
    }

    private static String app(App app) {
        return mark(app.state()) + " " + app.name() + ": " + app.detail();
    }

    /** A connector in one line. */
    public static String connector(Connector connector) {
        String figures = connector.figures().isEmpty()
                ? String.format(Locale.ROOT, "%,d records since the start", connector.records())
                : figures(connector);
        return mark(connector.state()) + " " + connector.name()
                + (connector.detail().isEmpty() ? "" : ": " + connector.detail()) + "   " + figures;
    }

    private static String figures(Connector connector) {
        List<String> texts = new ArrayList<>();
        connector.figure("rows").ifPresent(rows -> texts.add(number(rows) + " rows sent"));
        connector.figures().forEach((name, value) -> {
            if (value != 0 && !name.equals("rows")) {
                texts.add(number(value) + " " + FIGURES.getOrDefault(name, name));
            }
        });
        return String.join(", ", texts);
    }

    /** The serving model in one line. */
    public static String model(ServingModel model) {
        String serves = serving(model);
        return model.isChampion()
                ? serves
                : serves + "   the champion " + model.champion().orElseThrow()
                        + " does not serve: it is being loaded, or was refused (./headrace alerts)";
    }

    private static String serving(ServingModel model) {
        if (model.baseline() && model.champion().isPresent()) {
            return model.reference() + ": the baseline";
        }
        if (model.baseline()) {
            return model.reference() + ": the baseline; no model has passed its gates yet";
        }
        Double judged = model.metrics().get(model.judgedBy());
        return model.reference()
                + model.family().map(family -> "   " + family).orElse("")
                + (judged == null ? "" : String.format(Locale.ROOT, "   %s %.4g", model.judgedBy(), judged))
                + model.since().map(since -> "   since " + clock(since)).orElse("");
    }

    private static String clock(Instant time) {
        return SINCE.format(time.atZone(ZoneId.systemDefault()));
    }

    private static void counts(EventCounts counts, List<String> lines) {
        lines.add(line(
                "events",
                number(counts.events()) + "   clean " + number(counts.clean()) + "   duplicates "
                        + number(counts.duplicates())
                        + (counts.duplicates() > 0 ? " (their id had come before; they are dropped)" : "")
                        + (counts.dropped() > 0 ? "   dropped by rules " + number(counts.dropped()) : "")));
        lines.add(line(
                "quarantine",
                number(counts.quarantined())
                        + counts.quarantinedBy().entrySet().stream()
                                .map(kind -> "   " + kind.getKey() + " " + number(kind.getValue()))
                                .collect(Collectors.joining())));
        lines.add(line(
                "labels",
                number(counts.labels()) + "   features " + number(counts.features()) + "   examples "
                        + number(counts.examples()) + "   predictions " + number(counts.predictions())
                        + "   alerts " + number(counts.alerts())));
    }

    private static String waiting(SystemStatus status) {
        String texts = status.waiting().entrySet().stream()
                .filter(app -> app.getValue() > 0)
                .map(app -> app.getKey() + " has " + number(app.getValue()) + " records to read")
                .collect(Collectors.joining(", "));
        return texts.isEmpty() ? "nothing: every app has read all there is" : texts;
    }

    private static String held(Held held) {
        return number(held.events()) + " for earlier ones of other partitions   " + number(held.rows())
                + " rows for their labels   " + number(held.labels()) + " labels for their events";
    }

    /** An alert in one line. */
    public static String alert(Alert alert) {
        return String.format(
                Locale.ROOT,
                "%s  %-8s  %-17s  %s",
                alert.getEventTime(),
                alert.getSeverity(),
                alert.getKind(),
                alert.getReason());
    }

    private static String line(String name, String text) {
        return String.format(Locale.ROOT, "  %-11s %s", name, text);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String mark(State state) {
        return switch (state) {
            case RUNNING -> "✔";
            case STARTING -> "…";
            case FAILED -> "✘";
        };
    }

    private static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
