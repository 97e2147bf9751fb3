package io.headrace.schemas.serde;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** A thread's buffer, encoder and decoder, used again for every record. */
final class Scratch {

    /** Magic byte and schema id. */
    static final int HEADER_BYTES = 5;

    static final byte MAGIC = 0;

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    private final Buffer buffer = new Buffer();
    private @Nullable BinaryEncoder encoder;
    private @Nullable BinaryDecoder decoder;

    private Scratch() {}

    static Scratch ofThread() {
        return OF_THREAD.get();
    }

    /** The record in the wire format: magic 0, the id in four bytes (big-endian), Avro binary. */
    <T> byte[] encode(int schemaId, DatumWriter<T> writer, T datum) throws IOException {
        buffer.start(schemaId);
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(buffer, encoder);
        // One that failed half-way keeps what it holds, and would put it before the next record.
        encoder = null;
        writer.write(datum, out);
        out.flush();
        encoder = out;
        return buffer.end();
    }

    /** A decoder of what follows the header. */
    BinaryDecoder decoder(byte[] bytes) {
        BinaryDecoder in =
                DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, decoder);
        decoder = in;
        return in;
    }

    /** A byte array output that starts with the header and takes no locks. */
    private static final class Buffer extends OutputStream {

        private static final int START_BYTES = 512;

        /** A larger array is given up after use, so that one huge record does not hold memory for ever. */
        private static final int KEPT_BYTES = 1 << 20;

        private byte[] bytes = new byte[START_BYTES];
        private int size;

        void start(int schemaId) {
            bytes[0] = MAGIC;
            bytes[1] = (byte) (schemaId >>> 24);
            bytes[2] = (byte) (schemaId >>> 16);
            bytes[3] = (byte) (schemaId >>> 8);
            bytes[4] = (byte) schemaId;
            size = HEADER_BYTES;
        }

        byte[] end() {
            byte[] result = Arrays.copyOf(bytes, size);
            if (bytes.length > KEPT_BYTES) {
                bytes = new byte[START_BYTES];
            }
            return result;
        }

        @Override
        public void write(int b) {
            reserve(1);
            bytes[size++] = (byte) b;
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            reserve(length);
            System.arraycopy(source, offset, bytes, size, length);
            size += length;
        }

        private void reserve(int more) {
            if (bytes.length - size < more) {
                bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
            }
        }
    }
}
