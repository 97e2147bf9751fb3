package io.headrace.connectors.payments;

import io.headrace.connectors.payments.simulation.SimulatedRecord.Payment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;

/** The payments' Avro schema, checked once to have what a payment needs, in any order and with any further fields. */
final class PaymentSchema {

    private static final Map<String, Schema.Type> NEEDED = new TreeMap<>(Map.of(
            "txId", Schema.Type.STRING,
            "at", Schema.Type.LONG,
            "customerId", Schema.Type.STRING,
            "terminalId", Schema.Type.STRING,
            "amount", Schema.Type.DOUBLE,
            "currency", Schema.Type.STRING,
            "channel", Schema.Type.STRING));

    private final Schema schema;
    private final int txId;
    private final int at;
    private final int customerId;
    private final int terminalId;
    private final int amount;
    private final int currency;
    private final int channel;
    private final long unitsPerMilli;
    private final GenericData.Record blank;

    private PaymentSchema(Schema schema) {
        this.schema = schema;
        txId = schema.getField("txId").pos();
        at = schema.getField("at").pos();
        customerId = schema.getField("customerId").pos();
        terminalId = schema.getField("terminalId").pos();
        amount = schema.getField("amount").pos();
        currency = schema.getField("currency").pos();
        channel = schema.getField("channel").pos();
        unitsPerMilli =
                schema.getField("at").schema().getLogicalType() instanceof LogicalTypes.TimestampMicros ? 1_000 : 1;
        blank = new GenericData.Record(schema);
        schema.getFields().stream()
                .filter(field -> !NEEDED.containsKey(field.name()) && field.hasDefaultValue())
                .forEach(field -> blank.put(field.pos(), GenericData.get().getDefaultValue(field)));
    }

    /**
     * @param text a file's path, or the schema itself
     * @throws ConfigException naming every field that is missing or of another type
     */
    static PaymentSchema of(String text) {
        Schema schema = parse(text);
        List<String> mistakes = mistakes(schema);
        if (!mistakes.isEmpty()) {
            throw new ConfigException(PaymentsConfig.EVENT_SCHEMA, schema.getName(), String.join("; ", mistakes));
        }
        return new PaymentSchema(schema);
    }

    Schema schema() {
        return schema;
    }

    GenericRecord record(Payment payment) {
        GenericData.Record target = new GenericData.Record(blank, false);
        target.put(txId, payment.txId());
        target.put(at, payment.at() * unitsPerMilli);
        target.put(customerId, payment.customerId());
        target.put(terminalId, payment.terminalId());
        target.put(amount, payment.amount());
        target.put(currency, payment.currency());
        target.put(channel, payment.channel().orElse(null));
        return target;
    }

    private static Schema parse(String text) {
        try {
            String json = text.stripLeading().startsWith("{") ? text : Files.readString(Path.of(text));
            return new Schema.Parser().parse(json);
        } catch (IOException | InvalidPathException e) {
            throw new ConfigException(
                    PaymentsConfig.EVENT_SCHEMA, text, "no such file can be read; write a path or the schema as JSON");
        } catch (SchemaParseException e) {
            throw new ConfigException(PaymentsConfig.EVENT_SCHEMA, text, "no Avro schema: " + e.getMessage());
        }
    }

    private static List<String> mistakes(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            return List.of("a record is needed");
        }
        List<String> mistakes = new ArrayList<>();
        NEEDED.forEach((name, type) -> {
            Schema.Field field = schema.getField(name);
            if (field == null) {
                mistakes.add("the field " + name + " is missing");
            } else if (!plainTypes(field.schema()).contains(type)) {
                mistakes.add("the field " + name + " is " + field.schema() + "; right is " + type.getName());
            }
        });
        Schema.Field channel = schema.getField("channel");
        if (channel != null && !channel.schema().isNullable()) {
            mistakes.add("the field channel must be nullable");
        }
        schema.getFields().stream()
                .filter(field -> !NEEDED.containsKey(field.name()) && !field.hasDefaultValue())
                .forEach(field -> mistakes.add("the field " + field.name() + " is not known and has no default"));
        return mistakes;
    }

    private static Set<Schema.Type> plainTypes(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream().map(Schema::getType).collect(Collectors.toSet())
                : Set.of(schema.getType());
    }
}
