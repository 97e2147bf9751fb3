package io.headrace.features.app.output;

import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import io.headrace.schemas.topics.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes examples of stored rows. An example has a row's fields and then those of its label, so the bytes of a row that was
 * written in this definition's schema are copied, and not read; any other is read and written. One thread.
 */
public final class ExampleWriter {

    /** Magic byte and schema id. */
    private static final int HEADER_BYTES = 5;

    private final FeatureRecords records;
    private final AvroSerdes serdes;
    private final Topics topics;
    private final Serializer<GenericRecord> examples;
    private final AvroDecoder stored;
    private final Schema sources;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(buffer, null);
    private @Nullable Headers headers;

    /** What rows and examples of this definition begin with. */
    @SuppressWarnings("ArrayRecordComponent") // its own, never compared
    private record Headers(byte[] row, byte[] example) {

        static Headers of(int rowId, int exampleId) {
            return new Headers(header(rowId), header(exampleId));
        }

        private static byte[] header(int schemaId) {
            return ByteBuffer.allocate(HEADER_BYTES)
                    .put((byte) 0)
                    .putInt(schemaId)
                    .array();
        }

        boolean isOf(byte[] stored) {
            return stored.length > HEADER_BYTES && Arrays.mismatch(stored, row) == HEADER_BYTES;
        }
    }

    public ExampleWriter(FeatureOutput.Means means) {
        this.records = means.records();
        this.serdes = means.serdes();
        this.topics = means.topics();
        this.examples = serdes.generic(records.schemas().example()).serializer();
        this.stored = serdes.decoder();
        this.sources = records.schemas().example().getField("labelSource").schema();
    }

    /**
     * An example.
     *
     * @param row as it was stored
     * @param labelTime epoch milliseconds
     */
    public WrittenExample write(byte[] row, Label label, long labelTime, Example.LabelSource source) {
        Headers begin = headers();
        return new WrittenExample(
                begin.isOf(row)
                        ? appended(begin.example(), row, label, labelTime, source)
                        : examples.serialize(
                                topics.examples(), records.toExample(read(row).record(), label, labelTime, source)));
    }

    private byte[] appended(byte[] header, byte[] row, Label label, long labelTime, Example.LabelSource source) {
        buffer.reset();
        buffer.write(header, 0, HEADER_BYTES);
        buffer.write(row, HEADER_BYTES, row.length - HEADER_BYTES);
        try {
            switch (label) {
                case Label.Category(String name) -> encoder.writeString(name);
                case Label.Quantity(double value) -> encoder.writeDouble(value);
            }
            encoder.writeLong(labelTime);
            encoder.writeEnum(sources.getEnumOrdinal(source.name()));
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return buffer.toByteArray();
    }

    /** Reads a row that was stored, by this definition or an earlier one. */
    StoredRow read(byte[] row) {
        return switch (stored.decode(row)) {
            case Decoded.Ok(GenericRecord record) -> new StoredRow(record);
            case Decoded.Bad(String rule, String reason) ->
                throw new IllegalStateException("a stored feature row is unreadable now (" + rule + "): " + reason);
        };
    }

    /** Asked for with the first example: the registry may not answer before. */
    private Headers headers() {
        Headers known = headers;
        if (known == null) {
            known = Headers.of(
                    serdes.ensure(topics.features(), records.schemas().features()),
                    serdes.ensure(topics.examples(), records.schemas().example()));
            headers = known;
        }
        return known;
    }
}
