package io.headrace.benchmarks.workload;

import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.feature.PipelineSchemas;
import java.time.Instant;
import java.util.SplittableRandom;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Events made up by their number: the same number, the same event. Some 180 bytes each in Avro. */
public final class Events {

    static final Schema SCHEMA = SchemaBuilder.record("Event")
            .namespace("io.headrace.benchmarks")
            .fields()
            .requiredString("id")
            .name("at")
            .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
            .noDefault()
            .requiredString("card")
            .requiredString("shop")
            .requiredString("city")
            .requiredDouble("amount")
            .requiredLong("items")
            .requiredString("currency")
            .requiredString("note")
            .endRecord();

    private static final int CARDS = 2_000;
    private static final int SHOPS = 5_000;
    private static final int CITIES = 500;
    private static final double MEAN_AMOUNT = 50;

    /** About one event in six is bad by its amount, and one in fifty of the others for no reason: a model cannot be perfect. */
    private static final double BAD_FROM = 90;

    private static final double BAD_ANYWAY = 0.02;
    private static final String NOTE =
            "bought at the counter, paid at once, no voucher, no refund so far, receipt by mail to the address on file";

    private final Schema label;

    public Events(String pipeline) {
        this.label = PipelineSchemas.label(
                new PipelineName(pipeline), "id", Schema.create(Schema.Type.STRING), Workload.LABEL, LabelType.BOOLEAN);
    }

    /** The event of a number. */
    public GenericRecord event(String id, long number, Instant at) {
        SplittableRandom random = new SplittableRandom(number);
        GenericRecord event = new GenericData.Record(SCHEMA);
        event.put("id", id);
        event.put("at", at.toEpochMilli());
        event.put("amount", amount(random));
        event.put("card", "card-" + random.nextInt(CARDS));
        event.put("shop", "shop-" + random.nextInt(SHOPS));
        event.put("city", "city-" + random.nextInt(CITIES));
        event.put("items", (long) random.nextInt(1, 9));
        event.put("currency", "EUR");
        event.put("note", NOTE);
        return event;
    }

    /** The label of the same event. */
    public GenericRecord label(String id, long number, Instant labelledAt) {
        SplittableRandom random = new SplittableRandom(number);
        GenericRecord record = new GenericData.Record(label);
        record.put("id", id);
        record.put(Workload.LABEL, amount(random) > BAD_FROM || random.nextDouble() < BAD_ANYWAY);
        record.put(PipelineSchemas.LABELLED_AT, labelledAt.toEpochMilli());
        return record;
    }

    private static double amount(SplittableRandom random) {
        return -MEAN_AMOUNT * Math.log(1 - random.nextDouble());
    }
}
