package io.headrace.connectors.csv;

import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Events and their labels from files of comma-separated values, in the files' order; broken rows go to quarantine.
 *
 * <p>It runs in any Kafka Connect cluster with {@code key.converter=org.apache.kafka.connect.storage.StringConverter} and
 * {@code value.converter=org.apache.kafka.connect.converters.ByteArrayConverter}. There is always one task.
 */
public final class CsvSourceConnector extends SourceConnector {

    static final String VERSION = Optional.ofNullable(
                    CsvSourceConnector.class.getPackage().getImplementationVersion())
            .orElse("development");

    private static final Map<String, String> CONVERTERS = Map.of(
            "key.converter", "org.apache.kafka.connect.storage.StringConverter",
            "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");

    private Map<String, String> properties = Map.of();

    /** For Kafka Connect, which then calls {@link #start}. */
    public CsvSourceConnector() {}

    /** The settings that say what a definition says: all that are needed but {@code files} and {@code schema.registry.url}. */
    public static Map<String, String> settings(PipelineDefinition definition) {
        return CsvConfig.of(definition);
    }

    /** As {@link #settings(PipelineDefinition)}, for rows that are events of a further stream. */
    public static Map<String, String> settings(PipelineDefinition definition, EventStream stream) {
        return CsvConfig.of(definition, stream);
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public ConfigDef config() {
        return CsvConfig.DEFINITION;
    }

    /** Also what no single setting tells: the schema, the files as they are, and converters that would garble the bytes. */
    @Override
    public Config validate(Map<String, String> given) {
        Config validated = super.validate(given);
        if (validated.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty())) {
            CsvConfig config = new CsvConfig(given);
            check(validated, CsvConfig.PIPELINE, config::pipeline);
            check(validated, CsvConfig.EVENT_SCHEMA, config::target);
            check(validated, CsvConfig.FILES, config::marks);
        }
        CONVERTERS.forEach((key, right) -> {
            String found = given.get(key);
            if (found != null && !found.equals(right) && !right.endsWith("." + found)) {
                ConfigValue value = new ConfigValue(key);
                value.value(found);
                value.addErrorMessage(key + ": found " + found + "; right is " + right);
                validated.configValues().add(value);
            }
        });
        return validated;
    }

    private static void check(Config validated, String key, Runnable attempt) {
        try {
            attempt.run();
        } catch (ConfigException e) {
            validated.configValues().stream()
                    .filter(value -> value.name().equals(key))
                    .forEach(value -> value.addErrorMessage(e.getMessage()));
        }
    }

    @Override
    public void start(Map<String, String> given) {
        properties = Map.copyOf(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return CsvSourceTask.class;
    }

    /** One, however many may be: rows have an order. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(properties);
    }

    @Override
    public void stop() {
        properties = Map.of();
    }

    /** The offset stored with a record says exactly where to go on. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    /** The sequence may be cut anywhere, so the worker's own boundaries do. */
    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> given) {
        return ConnectorTransactionBoundaries.UNSUPPORTED;
    }
}
