package io.headrace.features.lookup;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Events of one schema as they travel: every value comes out as it went in, to the bit. Safe for use by many threads. */
public final class EventBytes {

    private final Schema schema;

    /** @param schema of the events, the same at both ends */
    public EventBytes(Schema schema) {
        this.schema = schema;
    }

    ByteString write(GenericRecord event) {
        ByteString.Output bytes = ByteString.newOutput();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write(event, encoder);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteString();
    }

    /**
     * Reads an event.
     *
     * @throws IllegalArgumentException if the bytes are not exactly one event
     */
    public GenericRecord read(ByteString bytes) {
        byte[] array = bytes.toByteArray();
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(array, null);
        try {
            GenericRecord event = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new IllegalArgumentException("there are bytes behind the event");
            }
            return event;
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException problem) {
            throw new IllegalArgumentException("not an event of " + schema.getFullName() + ": " + problem, problem);
        }
    }
}
