package io.headrace.monitor.watch;

import io.headrace.monitor.avro.StoredRow;
import io.headrace.monitor.stored.SingleObject;
import io.headrace.monitor.window.ObservedRow;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Reads stored rows, each by the names it was written with. Not for several threads. */
final class StoredRows {

    private final AvroDecoder decoder;
    private final IdentityHashMap<Schema, Layout> layouts = new IdentityHashMap<>();

    StoredRows(AvroSerdes serdes) {
        decoder = serdes.decoder();
    }

    /** A row; empty where its bytes are not those of a feature row after all. */
    Optional<ObservedRow> read(StoredRow stored) {
        if (!(decoder.decode(SingleObject.bytes(stored.getRow())) instanceof Decoded.Ok(GenericRecord row))
                || !(row.hasField("features") && row.get("features") instanceof GenericRecord features)) {
            return Optional.empty();
        }
        Layout layout = layouts.computeIfAbsent(features.getSchema(), Layout::of);
        return Optional.of(new ObservedRow(
                stored.getSequence(),
                stored.getEventTime(),
                stored.getModel(),
                stored.getScore(),
                layout.names(),
                layout.values(features)));
    }

    /** Where the values are in records of one schema. */
    private record Layout(FeatureSignature names, List<Integer> numbers, List<Integer> categories) {

        static Layout of(Schema features) {
            List<Schema.Field> numeric = fields(features, Schema.Type.DOUBLE);
            List<Schema.Field> categorical = fields(features, Schema.Type.STRING);
            return new Layout(
                    new FeatureSignature(
                            numeric.stream().map(Schema.Field::name).toList(),
                            categorical.stream().map(Schema.Field::name).toList()),
                    numeric.stream().map(Schema.Field::pos).toList(),
                    categorical.stream().map(Schema.Field::pos).toList());
        }

        FeatureValues values(GenericRecord features) {
            double[] numeric = new double[numbers.size()];
            for (int i = 0; i < numeric.length; i++) {
                numeric[i] = features.get(numbers.get(i)) instanceof Double value ? value : Double.NaN;
            }
            String[] categorical = new String[categories.size()];
            for (int i = 0; i < categorical.length; i++) {
                @Nullable Object value = features.get(categories.get(i));
                categorical[i] = value == null ? "" : value.toString();
            }
            return new FeatureValues(numeric, categorical);
        }
    }

    private static List<Schema.Field> fields(Schema features, Schema.Type type) {
        return features.getFields().stream()
                .filter(field -> isOf(field.schema(), type))
                .toList();
    }

    private static boolean isOf(Schema schema, Schema.Type type) {
        return schema.isUnion()
                ? schema.getTypes().stream().allMatch(one -> one.getType() == type || one.getType() == Schema.Type.NULL)
                : schema.getType() == type;
    }
}
