package io.headrace.connectors.payments;

import io.headrace.connectors.payments.simulation.SimulatedRecord;
import io.headrace.connectors.payments.simulation.SimulatedRecord.Garbage;
import io.headrace.connectors.payments.simulation.SimulatedRecord.Label;
import io.headrace.connectors.payments.simulation.SimulatedRecord.Payment;
import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serializer;

/** The sequence's records as bytes on their topics. The connector writes them itself, so that it can also write no Avro. */
final class PaymentsEncoder {

    private static final String LABEL = "fraud";

    private final String paymentsTopic;
    private final String labelsTopic;
    private final PaymentSchema payments;
    private final Schema label;
    private final Serializer<GenericRecord> paymentSerializer;
    private final Serializer<GenericRecord> labelSerializer;

    PaymentsEncoder(PaymentsConfig config, AvroSerdes serdes) {
        paymentsTopic = config.paymentsTopic();
        labelsTopic = config.labelsTopic();
        payments = PaymentSchema.of(config.getString(PaymentsConfig.EVENT_SCHEMA));
        label = PipelineSchemas.label(
                config.pipeline(), "txId", payments.schema().getField("txId").schema(), LABEL, LabelType.BOOLEAN);
        paymentSerializer = serdes.generic(payments.schema()).serializer();
        labelSerializer = serdes.generic(label).serializer();
    }

    String topic(SimulatedRecord item) {
        return switch (item) {
            case Payment _, Garbage _ -> paymentsTopic;
            case Label _ -> labelsTopic;
        };
    }

    byte[] value(SimulatedRecord item) {
        return switch (item) {
            case Payment payment -> paymentSerializer.serialize(paymentsTopic, payments.record(payment));
            case Garbage garbage -> garbage.text().getBytes(StandardCharsets.UTF_8);
            case Label report -> labelSerializer.serialize(labelsTopic, record(report));
        };
    }

    private GenericRecord record(Label report) {
        GenericRecord target = new GenericData.Record(label);
        target.put("txId", report.txId());
        target.put(LABEL, report.fraud());
        target.put(PipelineSchemas.LABELLED_AT, report.at());
        return target;
    }
}
