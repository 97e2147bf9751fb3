package io.headrace.monitor.stored;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Stored records in Avro's single-object encoding: two marker bytes and the fingerprint of the schema they were written with,
 * which is their version; then Avro binary. Records of an earlier schema are read once that schema was added to the decoder. Not
 * for several threads: the encoder and its buffer are used again.
 */
public final class SingleObject<T extends SpecificRecord> {

    private static final byte[] MARKER = {(byte) 0xC3, 0x01};
    private static final int FINGERPRINT_BYTES = Long.BYTES;

    private final byte[] header;
    private final DatumWriter<T> writer;
    private final BinaryMessageDecoder<T> decoder;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private @Nullable BinaryEncoder encoder;

    /** @param type a generated record */
    public SingleObject(Class<T> type) {
        Schema schema = SpecificData.get().getSchema(type);
        byte[] fingerprint = fingerprint(schema);
        header = Arrays.copyOf(MARKER, MARKER.length + fingerprint.length);
        System.arraycopy(fingerprint, 0, header, MARKER.length, fingerprint.length);
        SpecificData data = new SpecificData();
        data.setCustomCoders(true); // the generated code writes the same bytes faster
        writer = new SpecificDatumWriter<>(schema, data);
        decoder = new BinaryMessageDecoder<>(new SpecificData(type.getClassLoader()), schema);
    }

    private static byte[] fingerprint(Schema schema) {
        long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
        return ByteBuffer.allocate(FINGERPRINT_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(fingerprint)
                .array();
    }

    public byte[] write(T record) {
        try {
            buffer.reset();
            buffer.write(header);
            BinaryEncoder out = EncoderFactory.get().binaryEncoder(buffer, encoder);
            // One that failed half-way keeps what it holds, and would put it before the next record.
            encoder = null;
            writer.write(record, out);
            out.flush();
            encoder = out;
            return buffer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a record could not be written to memory", e);
        }
    }

    public T read(byte[] bytes) {
        try {
            return decoder.decode(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "bytes in a state store are not a record of this release or an earlier one", e);
        }
    }

    /** Whether bytes begin as those of this release's records do. */
    boolean wrote(byte[] bytes) {
        return Arrays.mismatch(header, bytes) == header.length;
    }

    /** The bytes of a field. */
    public static byte[] bytes(ByteBuffer field) {
        byte[] bytes = new byte[field.remaining()];
        field.duplicate().get(bytes);
        return bytes;
    }
}
