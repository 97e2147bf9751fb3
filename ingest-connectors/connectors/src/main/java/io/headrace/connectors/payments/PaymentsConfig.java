package io.headrace.connectors.payments;

import io.headrace.connectors.payments.simulation.DirtRates;
import io.headrace.connectors.payments.simulation.Drift;
import io.headrace.connectors.payments.simulation.LabelReports;
import io.headrace.connectors.payments.simulation.SimulationSettings;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.topics.Topics;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** The connector's settings. Each key's meaning, range and default is its documentation in {@link #DEFINITION}. */
final class PaymentsConfig extends AbstractConfig {

    static final String PIPELINE = "pipeline";
    static final String TOPIC_PAYMENTS = "topic.payments";
    static final String TOPIC_LABELS = "topic.labels";
    static final String EVENT_SCHEMA = "event.schema";
    static final String REGISTRY = "schema.registry.url";
    static final String SEED = "seed";
    static final String CUSTOMERS = "customers";
    static final String TERMINALS = "terminals";
    static final String RADIUS = "radius";
    static final String START = "start";
    static final String DAYS = "days";
    static final String PACE = "payments.per.second";
    static final String BATCH = "batch.records";
    static final String FRAUD_INTENSITY = "fraud.intensity";
    static final String DRIFT_DAY = "drift.day";
    static final String DRIFT_INFLATION = "drift.inflation";
    static final String LABEL_EARLIEST = "label.delay.min";
    static final String LABEL_LATEST = "label.delay.max";
    static final String LABEL_NEGATIVES = "label.negatives";
    static final String DIRT_DUPLICATES = "dirt.duplicates";
    static final String DIRT_NEGATIVE_AMOUNTS = "dirt.negative.amounts";
    static final String DIRT_LOWER_CASE_CURRENCIES = "dirt.lower.case.currencies";
    static final String DIRT_MISSING_CHANNELS = "dirt.missing.channels";
    static final String DIRT_NOT_AVRO = "dirt.not.avro";

    /** Stands for "never" where a day is asked for. */
    private static final int NEVER = -1;

    static final ConfigDef DEFINITION = definition();

    PaymentsConfig(Map<String, String> properties) {
        super(DEFINITION, properties, false);
    }

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef()
                .define(
                        EVENT_SCHEMA,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "The payments' Avro schema: a file's path, or the schema itself as JSON. It must have the fields"
                                + " txId, at, customerId, terminalId, amount, currency and channel.")
                .define(
                        REGISTRY,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "The schema registry's address, such as http://localhost:8081. All other keys of Confluent's"
                                + " clients (basic.auth.user.info, auto.register.schemas, schema.registry.ssl.* …) are"
                                + " taken too.")
                .define(
                        PIPELINE,
                        ConfigDef.Type.STRING,
                        "payments",
                        Importance.MEDIUM,
                        "The pipeline the payments are for: names the topics and the label schema's namespace.")
                .define(
                        TOPIC_PAYMENTS,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.LOW,
                        "The topic of payments; empty: PIPELINE.raw.")
                .define(
                        TOPIC_LABELS,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.LOW,
                        "The topic of labels; empty: PIPELINE.labels.");
        simulation(definition);
        labels(definition);
        dirt(definition);
        return definition;
    }

    private static void simulation(ConfigDef definition) {
        definition
                .define(
                        SEED,
                        ConfigDef.Type.LONG,
                        1,
                        Importance.MEDIUM,
                        "The same seed and settings give the same sequence, whatever the pace and on any machine.")
                .define(
                        CUSTOMERS,
                        ConfigDef.Type.INT,
                        5_000,
                        Range.between(1, 50_000_000),
                        Importance.MEDIUM,
                        "Card holders; each pays about twice a day.")
                .define(
                        TERMINALS,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(1, 50_000_000),
                        Importance.MEDIUM,
                        "Terminals they pay at.")
                .define(
                        RADIUS,
                        ConfigDef.Type.DOUBLE,
                        5.0,
                        Range.between(0.01, 100.0),
                        Importance.LOW,
                        "How far a customer goes to a terminal, on a plane of 100 by 100.")
                .define(
                        START,
                        ConfigDef.Type.STRING,
                        "2026-01-01",
                        parsed(LocalDate::parse, "a date such as 2026-01-01"),
                        Importance.MEDIUM,
                        "The first day of event time (UTC).")
                .define(
                        DAYS,
                        ConfigDef.Type.INT,
                        0,
                        Range.between(0, 100_000),
                        Importance.MEDIUM,
                        "How many days payments are made; labels go on until the last. 0: for ever.")
                .define(
                        PACE,
                        ConfigDef.Type.DOUBLE,
                        0.0,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "Payments a second of real time. 0: as fast as the broker takes them.")
                .define(
                        BATCH,
                        ConfigDef.Type.INT,
                        2_000,
                        Range.between(1, 100_000),
                        Importance.LOW,
                        "The most records handed to Kafka Connect at once, so that memory stays bounded at any pace.")
                .define(
                        FRAUD_INTENSITY,
                        ConfigDef.Type.DOUBLE,
                        1.0,
                        Range.between(0.0, 50.0),
                        Importance.MEDIUM,
                        "Scales how many terminals and customers are compromised: 1 gives about 0.8 % frauds, as in the"
                                + " Fraud Detection Handbook, 3 about 2.5 %.")
                .define(
                        DRIFT_DAY,
                        ConfigDef.Type.INT,
                        NEVER,
                        Range.atLeast(NEVER),
                        Importance.MEDIUM,
                        "From this day on (0 is the first) amounts are inflated, and fraud moves from large amounts and"
                                + " compromised terminals to small online payments at night. -1: never.")
                .define(
                        DRIFT_INFLATION,
                        ConfigDef.Type.DOUBLE,
                        1.6,
                        Range.between(0.01, 100.0),
                        Importance.LOW,
                        "What genuine amounts are multiplied by from the drift on.");
    }

    private static void labels(ConfigDef definition) {
        definition
                .define(
                        LABEL_EARLIEST,
                        ConfigDef.Type.STRING,
                        "P1D",
                        parsed(Duration::parse, "an ISO-8601 duration such as P1D or PT12H"),
                        Importance.MEDIUM,
                        "The shortest time from a payment to its label, in event time.")
                .define(
                        LABEL_LATEST,
                        ConfigDef.Type.STRING,
                        "P7D",
                        parsed(Duration::parse, "an ISO-8601 duration such as P7D"),
                        Importance.MEDIUM,
                        "The longest, 90 days at most. Delays are spread evenly between the two.")
                .define(
                        LABEL_NEGATIVES,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Whether genuine payments are confirmed too. Otherwise only frauds are reported, and silence means"
                                + " there was none.");
    }

    private static void dirt(ConfigDef definition) {
        share(definition, DIRT_DUPLICATES, "sent again, up to five minutes later");
        share(definition, DIRT_NEGATIVE_AMOUNTS, "sent with a negative amount");
        share(definition, DIRT_LOWER_CASE_CURRENCIES, "sent with their currency in lower case");
        share(definition, DIRT_MISSING_CHANNELS, "sent without channel");
        share(definition, DIRT_NOT_AVRO, "followed by a record whose value is no Avro");
    }

    private static void share(ConfigDef definition, String key, String fate) {
        definition.define(
                key,
                ConfigDef.Type.DOUBLE,
                0.0,
                Range.between(0.0, 1.0),
                Importance.LOW,
                "Share of the payments, between 0 and 1, that are " + fate + ".");
    }

    private static ConfigDef.Validator parsed(Function<String, ?> parser, String right) {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    try {
                        Object unusedParsed = parser.apply(String.valueOf(value));
                    } catch (DateTimeException e) {
                        throw new ConfigException(key, value, "write " + right);
                    }
                },
                () -> right);
    }

    /** @throws ConfigException where settings that are right by themselves do not go together */
    SimulationSettings simulation() {
        try {
            return new SimulationSettings(
                    getLong(SEED),
                    getInt(CUSTOMERS),
                    getInt(TERMINALS),
                    getDouble(RADIUS),
                    LocalDate.parse(getString(START)),
                    Optional.of(getInt(DAYS)).filter(days -> days > 0),
                    getDouble(FRAUD_INTENSITY),
                    Optional.of(getInt(DRIFT_DAY))
                            .filter(day -> day != NEVER)
                            .map(day -> new Drift(day, getDouble(DRIFT_INFLATION))),
                    new LabelReports(
                            Duration.parse(getString(LABEL_EARLIEST)),
                            Duration.parse(getString(LABEL_LATEST)),
                            getBoolean(LABEL_NEGATIVES)),
                    new DirtRates(
                            getDouble(DIRT_DUPLICATES),
                            getDouble(DIRT_NEGATIVE_AMOUNTS),
                            getDouble(DIRT_LOWER_CASE_CURRENCIES),
                            getDouble(DIRT_MISSING_CHANNELS),
                            getDouble(DIRT_NOT_AVRO)));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    PipelineName pipeline() {
        try {
            return new PipelineName(getString(PIPELINE));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(PIPELINE, getString(PIPELINE), e.getMessage());
        }
    }

    String paymentsTopic() {
        String topic = getString(TOPIC_PAYMENTS);
        return topic.isEmpty() ? new Topics(pipeline()).raw() : topic;
    }

    String labelsTopic() {
        String topic = getString(TOPIC_LABELS);
        return topic.isEmpty() ? new Topics(pipeline()).labels() : topic;
    }
}
