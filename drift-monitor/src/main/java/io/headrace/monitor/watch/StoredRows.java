package io.headrace.monitor.watch;

import io.headrace.monitor.avro.StoredRow;
import io.headrace.monitor.window.ObservedRow;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Reads stored rows, each by the names it was written with. Not for several threads. */
final class StoredRows {

    private final AvroDecoder decoder;
    private final IdentityHashMap<Schema, FeatureSignature> names = new IdentityHashMap<>();

    StoredRows(AvroSerdes serdes) {
        decoder = serdes.decoder();
    }

    /** A row; empty where its bytes are not those of a feature row after all. */
    Optional<ObservedRow> read(StoredRow stored) {
        if (!(decoder.decode(bytes(stored.getRow())) instanceof Decoded.Ok(GenericRecord row))
                || !(row.hasField("features") && row.get("features") instanceof GenericRecord features)) {
            return Optional.empty();
        }
        FeatureSignature signature = names.computeIfAbsent(features.getSchema(), StoredRows::signature);
        return Optional.of(new ObservedRow(
                stored.getSequence(),
                stored.getEventTime(),
                stored.getModel(),
                stored.getScore(),
                signature,
                values(features, signature)));
    }

    private static FeatureValues values(GenericRecord features, FeatureSignature signature) {
        double[] numeric = new double[signature.numeric().size()];
        String[] categorical = new String[signature.categorical().size()];
        int number = 0;
        int category = 0;
        for (Schema.Field field : features.getSchema().getFields()) {
            @Nullable Object value = features.get(field.pos());
            if (isOf(field.schema(), Schema.Type.STRING)) {
                categorical[category++] = value == null ? "" : value.toString();
            } else if (isOf(field.schema(), Schema.Type.DOUBLE)) {
                numeric[number++] = value == null ? Double.NaN : (Double) value;
            }
        }
        return new FeatureValues(numeric, categorical);
    }

    private static FeatureSignature signature(Schema features) {
        List<String> numeric = new ArrayList<>();
        List<String> categorical = new ArrayList<>();
        for (Schema.Field field : features.getFields()) {
            if (isOf(field.schema(), Schema.Type.STRING)) {
                categorical.add(field.name());
            } else if (isOf(field.schema(), Schema.Type.DOUBLE)) {
                numeric.add(field.name());
            }
        }
        return new FeatureSignature(numeric, categorical);
    }

    private static boolean isOf(Schema schema, Schema.Type type) {
        return schema.isUnion()
                ? schema.getTypes().stream().allMatch(one -> one.getType() == type || one.getType() == Schema.Type.NULL)
                : schema.getType() == type;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
