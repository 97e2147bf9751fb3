package io.headrace.schemas.serde;

import io.headrace.schemas.resolution.Obstacle;
import io.headrace.schemas.resolution.RecordResolution;
import io.headrace.schemas.resolution.UnreadableValueException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;

/** How the records of one writer's schema are read. Safe for use by many threads. */
interface WriterReading<T> {

    /** Why none of them can be read; empty where some can. */
    List<Obstacle> obstacles();

    T read(BinaryDecoder in) throws IOException, UnreadableValueException;

    static WriterReading<GenericRecord> generic(Schema writer, Schema reader) {
        return new Generic(RecordResolution.of(writer, reader));
    }

    static <T> WriterReading<T> specific(Schema writer, Schema reader, SpecificData data) {
        SpecificDatumReader<T> own = new SpecificDatumReader<>(reader, reader, data);
        return writer.equals(reader)
                ? new Own<>(own)
                : new Foreign<>(RecordResolution.of(writer, reader), GenericRecords.writer(reader), own);
    }

    record Generic(RecordResolution resolution) implements WriterReading<GenericRecord> {

        @Override
        public List<Obstacle> obstacles() {
            return resolution.obstacles();
        }

        @Override
        public GenericRecord read(BinaryDecoder in) throws IOException, UnreadableValueException {
            return resolution.read(in);
        }
    }

    /** A generated record in its own schema. */
    record Own<T>(SpecificDatumReader<T> reader) implements WriterReading<T> {

        @Override
        public List<Obstacle> obstacles() {
            return List.of();
        }

        @Override
        public T read(BinaryDecoder in) throws IOException {
            // The reader makes a new record each time: the caller keeps it.
            return reader.read(null, in);
        }
    }

    /** A generated record that was written in another schema: resolved first, by the same rules as any other. */
    record Foreign<T>(
            RecordResolution resolution, GenericDatumWriter<GenericRecord> writer, SpecificDatumReader<T> reader)
            implements WriterReading<T> {

        @Override
        public List<Obstacle> obstacles() {
            return resolution.obstacles();
        }

        @Override
        public T read(BinaryDecoder in) throws IOException, UnreadableValueException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
            writer.write(resolution.read(in), out);
            out.flush();
            return reader.read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
        }
    }
}
