package io.headrace.schemas.resolution;

import java.io.IOException;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.jspecify.annotations.Nullable;

/** Reads over values that the reader does not have, by what is known of their schema beforehand. */
final class SkippingReader implements ValueReader {

    private interface Step {

        void skip(BinaryDecoder in) throws IOException;
    }

    private final Step step;

    private SkippingReader(Step step) {
        this.step = step;
    }

    static SkippingReader of(Schema writer) {
        return new SkippingReader(step(writer, new IdentityHashMap<>()));
    }

    private static Step step(Schema writer, Map<Schema, Step[]> above) {
        return switch (writer.getType()) {
            case NULL -> _ -> {};
            case DOUBLE -> in -> in.skipFixed(Double.BYTES);
            case INT -> BinaryDecoder::readInt;
            case LONG -> BinaryDecoder::readLong;
            case STRING -> BinaryDecoder::skipString;
            case UNION -> union(writer, above);
            case RECORD -> record(writer, above);
            default -> in -> GenericDatumReader.skip(writer, in);
        };
    }

    private static Step union(Schema writer, Map<Schema, Step[]> above) {
        Step[] branches =
                writer.getTypes().stream().map(one -> step(one, above)).toArray(Step[]::new);
        return in -> branches[in.readIndex()].skip(in);
    }

    /** A record may hold itself: what is known of it is filled in once all of it is. */
    private static Step record(Schema writer, Map<Schema, Step[]> above) {
        Step[] known = above.get(writer);
        if (known == null) {
            Step[] fields = new Step[writer.getFields().size()];
            above.put(writer, fields);
            Arrays.setAll(fields, i -> step(writer.getFields().get(i).schema(), above));
            known = fields;
        }
        Step[] steps = known;
        return in -> {
            for (Step field : steps) {
                field.skip(in);
            }
        };
    }

    @Override
    public @Nullable Object read(BinaryDecoder in) throws IOException {
        step.skip(in);
        return null;
    }
}
