package io.headrace.model.signing;

import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.ModelVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * What a signature is over: the Avro binary of the version with an empty signature and with every map's entries in
 * ascending order of their keys. Avro leaves the order of a map open, and it changes when a record is read and written again.
 * A version that does not state its meaning is written without the fields for it, so that signatures from before they were
 * there still count; a stated meaning cannot be taken away or added without breaking the signature.
 */
final class SignedBytes {

    private SignedBytes() {}

    static byte[] of(ModelVersion version) {
        ModelVersion unsigned = ModelVersion.newBuilder(version)
                .setSignature(ByteBuffer.allocate(0))
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new OrderedWriter(unsigned).write(unsigned, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static final class OrderedWriter extends SpecificDatumWriter<ModelVersion> {

        OrderedWriter(ModelVersion version) {
            super(version.getSchema(), SpecificData.getForSchema(version.getSchema()));
        }

        @Override
        protected void writeField(Object datum, Schema.Field field, Encoder out, Object state) throws IOException {
            boolean isLater = field.name().equals("meaning") || field.name().equals("featureMeanings");
            if (!(isLater && datum instanceof Lineage lineage && statesNoMeaning(lineage))) {
                super.writeField(datum, field, out, state);
            }
        }

        private static boolean statesNoMeaning(Lineage lineage) {
            return lineage.getMeaning().isEmpty()
                    && lineage.getFeatureMeanings().isEmpty();
        }

        @Override
        protected void writeMap(Schema schema, Object datum, Encoder out) throws IOException {
            super.writeMap(schema, new TreeMap<>((Map<?, ?>) datum), out);
        }
    }
}
