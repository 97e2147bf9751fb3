package io.headrace.schemas.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

class RecordResolutionPropertyTest {

    /** Reads a record only where the values allow it, and then as worked out by hand. */
    @Property(tries = 3_000)
    void aRecordIsReadAsWorkedOutByHandOrNotAtAll(@ForAll long seed) throws IOException {
        Evolutions evolutions = new Evolutions(new Random(seed), true);
        Evolutions.Pair pair = evolutions.record();
        GenericRecord written = evolutions.value(pair.writer());
        RecordResolution resolution = RecordResolution.of(pair.writer(), pair.reader());

        Optional<HandEvaluation.Value> expected = HandEvaluation.of(pair.writer(), pair.reader(), written);

        Statistics.label("readable").collect(expected.isPresent());
        if (!resolution.obstacles().isEmpty()) {
            assertThat(expected)
                    .as("refused by schema: %s", resolution.obstacles())
                    .isEmpty();
        }
        assertThat(read(resolution, bytes(written))).isEqualTo(expected.map(HandEvaluation.Value::value));
    }

    /** Without logical types, what Avro calls compatible is read as Avro reads it. */
    @Property(tries = 3_000)
    void whatAvroReadsIsReadAsAvroReadsIt(@ForAll long seed) throws IOException {
        Evolutions evolutions = new Evolutions(new Random(seed), false);
        Evolutions.Pair pair = evolutions.record();
        byte[] bytes = bytes(evolutions.value(pair.writer()));
        boolean compatible = SchemaCompatibility.checkReaderWriterCompatibility(pair.reader(), pair.writer())
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
        Statistics.label("compatible").collect(compatible);
        if (!compatible) {
            return;
        }
        RecordResolution resolution = RecordResolution.of(pair.writer(), pair.reader());

        assertThat(resolution.obstacles()).isEmpty();
        byAvro(pair, bytes)
                .ifPresent(expected -> assertThat(read(resolution, bytes)).contains(expected));
    }

    private static Optional<Object> read(RecordResolution resolution, byte[] bytes) {
        BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes, null);
        try {
            GenericRecord record = resolution.read(in);
            assertThat(in.isEnd()).isTrue();
            return Optional.of(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnreadableValueException e) {
            assertThat(e.obstacle().text()).isNotBlank();
            return Optional.empty();
        }
    }

    /**
     * Empty where Avro 1.12.2 takes its own count of a collection for false: it asks for the bytes the items would have in the
     * reader's schema, more than they have where they are promoted.
     */
    private static Optional<GenericRecord> byAvro(Evolutions.Pair pair, byte[] bytes) throws IOException {
        GenericData strings = new GenericData().setFastReaderEnabled(false);
        GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(pair.writer(), pair.reader(), strings) {
            @Override
            protected Class<?> findStringClass(Schema schema) {
                return String.class;
            }
        };
        try {
            return Optional.of(reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null)));
        } catch (EOFException _) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(GenericRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema(), new GenericData()).write(record, out);
        out.flush();
        return bytes.toByteArray();
    }
}
