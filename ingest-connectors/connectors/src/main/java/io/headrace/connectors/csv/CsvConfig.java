package io.headrace.connectors.csv;

import io.headrace.connectors.csv.reading.CsvFeed;
import io.headrace.connectors.csv.reading.CsvProblem;
import io.headrace.connectors.csv.reading.CsvTarget;
import io.headrace.connectors.csv.reading.DialectSniffer;
import io.headrace.connectors.csv.reading.TimeText;
import io.headrace.schemas.definition.CsvDialect;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** The connector's settings. Each key's meaning, range and default is its documentation in {@link #DEFINITION}. */
final class CsvConfig extends AbstractConfig {

    static final String FILES = "files";
    static final String EVENT_SCHEMA = "event.schema";
    static final String EVENT_ID = "event.id";
    static final String EVENT_TIME = "event.time";
    static final String LABEL = "label";
    static final String LABEL_TYPE = "label.type";
    static final String LABEL_DELAY = "label.delay.rows";
    static final String REGISTRY = "schema.registry.url";
    static final String PIPELINE = "pipeline";
    static final String STREAM = "stream";
    static final String TOPIC_EVENTS = "topic.events";
    static final String TOPIC_LABELS = "topic.labels";
    static final String TOPIC_QUARANTINE = "topic.quarantine";
    static final String CHARSET = "csv.charset";
    static final String DELIMITER = "csv.delimiter";
    static final String QUOTE = "csv.quote";
    static final String HEADER = "csv.header";
    static final String MISSING = "csv.missing";
    static final String DECIMAL = "csv.decimal";
    static final String GROUPING = "csv.grouping";
    static final String DATES = "csv.dates.";
    static final String TAIL_WAIT = "tail.wait.ms";
    static final String BATCH = "batch.records";

    static final ConfigDef DEFINITION = definition();

    CsvConfig(Map<String, String> properties) {
        super(DEFINITION, properties, false);
    }

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        needed(
                definition,
                FILES,
                ConfigDef.Type.LIST,
                "The files, plain or gzip, comma-separated; one after another, in this order."
                        + " The last one may grow and is followed; more may be added to the list's end.");
        needed(
                definition,
                EVENT_SCHEMA,
                ConfigDef.Type.STRING,
                "The events' Avro schema: a file's path, or the schema itself as JSON.");
        needed(
                definition,
                EVENT_ID,
                ConfigDef.Type.STRING,
                "The schema's id field; where no column is it, the row's number.");
        needed(
                definition,
                EVENT_TIME,
                ConfigDef.Type.STRING,
                "The schema's time field; where no column is it, the row's number in seconds after 2000-01-01; of a further"
                        + " stream it has a column.");
        needed(
                definition,
                REGISTRY,
                ConfigDef.Type.STRING,
                "The schema registry's address, such as http://localhost:8081. All other"
                        + " keys of Confluent's clients (basic.auth.user.info, auto.register.schemas, schema.registry.ssl.* …) are"
                        + " taken too.");
        needed(
                definition,
                PIPELINE,
                ConfigDef.Type.STRING,
                "The pipeline the events are for: names the topics and the label schema's" + " namespace.");
        text(
                definition,
                LABEL,
                Importance.MEDIUM,
                "The label's field; empty, or not in the files: no labels are sent.");
        text(
                definition,
                LABEL_TYPE,
                Importance.MEDIUM,
                "How labels are written: boolean, long, string or double; needed" + " where there is a label.");
        definition.define(
                LABEL_DELAY,
                ConfigDef.Type.INT,
                0,
                Range.between(0, 1_000_000),
                Importance.MEDIUM,
                "How many rows later a row's label is sent; those of the last rows wait until more come.");
        topics(definition);
        dialect(definition);
        definition.define(
                TAIL_WAIT,
                ConfigDef.Type.LONG,
                10_000L,
                Range.atLeast(0),
                Importance.LOW,
                "A last line without line end is taken for a row when the file has not changed for so long.");
        definition.define(
                BATCH,
                ConfigDef.Type.INT,
                2_000,
                Range.between(1, 100_000),
                Importance.LOW,
                "About the most records handed to Kafka Connect at once, so that memory stays bounded.");
        return definition;
    }

    private static void topics(ConfigDef definition) {
        text(
                definition,
                STREAM,
                Importance.MEDIUM,
                "The further stream whose events the rows are; empty: those that the pipeline makes rows of.");
        text(
                definition,
                TOPIC_EVENTS,
                Importance.LOW,
                "The topic of events; empty: PIPELINE.raw, or PIPELINE.stream.NAME.raw of a stream.");
        text(definition, TOPIC_LABELS, Importance.LOW, "The topic of labels; empty: PIPELINE.labels.");
        text(definition, TOPIC_QUARANTINE, Importance.LOW, "The topic of broken rows; empty: PIPELINE.quarantine.");
    }

    private static void dialect(ConfigDef definition) {
        String found = " Empty: found out from the first file.";
        text(definition, CHARSET, Importance.MEDIUM, "The encoding, such as UTF-8." + found);
        text(definition, DELIMITER, Importance.MEDIUM, "Between fields: one character, tab or space." + found);
        text(definition, QUOTE, Importance.LOW, "Around fields that contain delimiters or line ends." + found);
        text(definition, HEADER, Importance.MEDIUM, "true where the first row names the columns, or false." + found);
        text(
                definition,
                MISSING,
                Importance.MEDIUM,
                "Texts for a missing value besides nothing at all, comma-separated." + found);
        text(definition, DECIMAL, Importance.MEDIUM, "The decimal mark: point or comma." + found);
        text(
                definition,
                GROUPING,
                Importance.LOW,
                "The mark between groups of three digits: point, comma, space or none." + found);
        text(
                definition,
                DATES + "FIELD",
                Importance.MEDIUM,
                "How the times of FIELD are written: patterns of java.time's"
                        + " DateTimeFormatter, iso, epochSeconds or epochMillis, with a vertical bar between several. Empty: iso;"
                        + " where no csv. setting is written at all, and of a further stream, found out from the first file.");
    }

    private static void needed(ConfigDef definition, String key, ConfigDef.Type type, String documentation) {
        if (type == ConfigDef.Type.LIST) {
            definition.define(key, type, ConfigDef.NO_DEFAULT_VALUE, Importance.HIGH, documentation);
        } else {
            definition.define(
                    key,
                    type,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    documentation);
        }
    }

    private static void text(ConfigDef definition, String key, Importance importance, String documentation) {
        definition.define(key, ConfigDef.Type.STRING, "", importance, documentation);
    }

    List<Path> files() {
        List<Path> files = getList(FILES).stream().map(Path::of).toList();
        if (files.isEmpty()) {
            throw new ConfigException(FILES, "", "write the path of a file");
        }
        return files;
    }

    PipelineName pipeline() {
        try {
            return new PipelineName(getString(PIPELINE));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(PIPELINE, getString(PIPELINE), e.getMessage());
        }
    }

    CsvTarget target() {
        Schema schema = schema();
        field(schema, EVENT_ID);
        field(schema, EVENT_TIME);
        Optional<CsvTarget.LabelOf> label = getString(LABEL).isEmpty()
                ? Optional.empty()
                : Optional.of(new CsvTarget.LabelOf(getString(LABEL), labelType()));
        Set<String> numbered = written(STREAM).isPresent()
                ? Set.of(getString(EVENT_ID))
                : Set.of(getString(EVENT_ID), getString(EVENT_TIME));
        return new CsvTarget(schema, getString(EVENT_ID), getString(EVENT_TIME), numbered, label);
    }

    private void field(Schema schema, String key) {
        if (schema.getField(getString(key)) == null) {
            throw new ConfigException(
                    key,
                    getString(key),
                    "the event schema has no such field; it has "
                            + schema.getFields().stream()
                                    .map(Schema.Field::name)
                                    .toList());
        }
    }

    private LabelType labelType() {
        try {
            return LabelType.valueOf(getString(LABEL_TYPE).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new ConfigException(LABEL_TYPE, getString(LABEL_TYPE), "write boolean, long, string or double");
        }
    }

    private Schema schema() {
        String given = getString(EVENT_SCHEMA);
        try {
            String json = given.stripLeading().startsWith("{") ? given : Files.readString(Path.of(given));
            return new Schema.Parser().parse(json);
        } catch (IOException e) {
            throw new ConfigException(EVENT_SCHEMA, given, "no such file can be read");
        } catch (AvroRuntimeException e) {
            throw new ConfigException(EVENT_SCHEMA, given, "is no Avro schema: " + e.getMessage());
        }
    }

    String topic(String key) {
        Topics topics = new Topics(pipeline());
        String written = getString(key);
        if (!written.isEmpty()) {
            return written;
        }
        return switch (key) {
            case TOPIC_EVENTS -> written(STREAM).map(topics::rawOfStream).orElseGet(topics::raw);
            case TOPIC_LABELS -> topics.labels();
            default -> topics.quarantine();
        };
    }

    /** What is written, and for the rest what the first file looks like. */
    CsvDialect dialect() {
        CsvDialect marks = marks();
        boolean saidNothing = originals().keySet().stream().noneMatch(key -> key.startsWith("csv."));
        // What is written of a stream's files may be what the definition says of the events'.
        return saidNothing || written(STREAM).isPresent()
                ? CsvFeed.withDates(files().getFirst(), marks, target())
                : marks;
    }

    /** The same without looking for formats of times, which takes the event schema. */
    CsvDialect marks() {
        try {
            CsvDialect found = DialectSniffer.sniff(files().getFirst());
            return new CsvDialect(
                    or(CHARSET, found.charset()),
                    mark(DELIMITER).orElse(found.delimiter()),
                    mark(QUOTE).orElse(found.quote()),
                    written(HEADER).map(Boolean::parseBoolean).orElse(found.header()),
                    written(MISSING).map(CsvConfig::list).orElse(found.missing()),
                    mark(DECIMAL).orElse(found.decimal()),
                    written(GROUPING).isPresent() ? mark(GROUPING) : found.grouping(),
                    dates());
        } catch (IllegalArgumentException e) {
            throw new ConfigException("csv.*: " + e.getMessage());
        } catch (CsvProblem e) {
            throw new ConfigException(FILES, getList(FILES), e.getMessage());
        }
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private Map<String, List<String>> dates() {
        Map<String, List<String>> dates = new TreeMap<>();
        originalsWithPrefix(DATES).forEach((field, formats) -> {
            List<String> each = Arrays.stream(String.valueOf(formats).split("\\|", -1))
                    .map(String::strip)
                    .filter(format -> !format.isEmpty())
                    .toList();
            if (!each.isEmpty()) {
                TimeText unusedButChecked = new TimeText(each);
                dates.put(field, each);
            }
        });
        return dates;
    }

    private Optional<String> written(String key) {
        return Optional.of(getString(key)).filter(text -> !text.isEmpty());
    }

    private String or(String key, String found) {
        return written(key).orElse(found);
    }

    private Optional<Character> mark(String key) {
        return written(key).flatMap(text -> switch (text) {
            case "tab" -> Optional.of('\t');
            case "space" -> Optional.of(' ');
            case "comma" -> Optional.of(',');
            case "point" -> Optional.of('.');
            case "none" -> Optional.empty();
            default -> {
                if (text.length() != 1) {
                    throw new ConfigException(key, text, "write one character, or its name: tab, space, comma, point");
                }
                yield Optional.of(text.charAt(0));
            }
        });
    }

    /** The settings that say what a definition says of its events. */
    static Map<String, String> of(PipelineDefinition definition) {
        Map<String, String> settings = of(definition, definition.events());
        settings.put(LABEL, definition.problem().label());
        settings.put(LABEL_TYPE, definition.problem().labelType().name().toLowerCase(Locale.ROOT));
        return settings;
    }

    /** The settings that say what a definition says of a further stream. */
    static Map<String, String> of(PipelineDefinition definition, EventStream stream) {
        Map<String, String> settings = of(definition, stream.events());
        settings.put(STREAM, stream.name());
        return settings;
    }

    private static Map<String, String> of(PipelineDefinition definition, Events events) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(PIPELINE, definition.pipeline().value());
        settings.put(EVENT_SCHEMA, events.schema().toString());
        settings.put(EVENT_ID, events.id());
        settings.put(EVENT_TIME, events.time());
        definition.source().ifPresent(dialect -> {
            settings.put(CHARSET, dialect.charset());
            settings.put(DELIMITER, named(dialect.delimiter()));
            settings.put(QUOTE, named(dialect.quote()));
            settings.put(HEADER, Boolean.toString(dialect.header()));
            settings.put(MISSING, String.join(",", dialect.missing()));
            settings.put(DECIMAL, named(dialect.decimal()));
            settings.put(GROUPING, dialect.grouping().map(CsvConfig::named).orElse("none"));
            dialect.dates().forEach((field, formats) -> settings.put(DATES + field, String.join("|", formats)));
        });
        return settings;
    }

    private static String named(char mark) {
        return switch (mark) {
            case '\t' -> "tab";
            case ' ' -> "space";
            case ',' -> "comma";
            case '.' -> "point";
            default -> String.valueOf(mark);
        };
    }
}
