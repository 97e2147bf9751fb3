package io.headrace.schemas.resolution;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** A field's default: the same value each time where it cannot be changed, else a new one, for each record is its reader's own. */
sealed interface DefaultValue {

    @Nullable Object make() throws IOException, UnreadableValueException;

    /** A value for all. */
    record Shared(@Nullable Object value) implements DefaultValue {
        @Override
        public @Nullable Object make() {
            return value;
        }
    }

    /** A value read anew from its bytes. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, compared never
    record Fresh(byte[] bytes, ValueReader reader) implements DefaultValue {
        @Override
        public @Nullable Object make() throws IOException, UnreadableValueException {
            return reader.read(DecoderFactory.get().binaryDecoder(bytes, null));
        }
    }

    /** @param reader of values written in the field's own schema */
    static DefaultValue of(Schema.Field field, ValueReader reader) {
        try {
            Fresh fresh = new Fresh(encoded(field), reader);
            Object value = fresh.make();
            boolean fixed = value == null
                    || value instanceof String
                    || value instanceof Number
                    || value instanceof Boolean
                    || value instanceof GenericData.EnumSymbol;
            return fixed ? new Shared(value) : fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnreadableValueException e) {
            throw new IllegalStateException("a schema reads its own default", e);
        }
    }

    private static byte[] encoded(Schema.Field field) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
        GenericData plain = new GenericData();
        new GenericDatumWriter<>(field.schema(), plain).write(plain.getDefaultValue(field), out);
        out.flush();
        return bytes.toByteArray();
    }
}
