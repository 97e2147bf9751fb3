package io.headrace.schemas.resolution;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SystemLimitException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;

/** Readers of arrays and maps. Neither is ever an obstacle: it may be empty. */
final class CollectionReader {

    /** Room made at once; more grows with what is really there. */
    private static final int LARGEST_START = 1_024;

    private static final Schema KEY = Schema.create(Schema.Type.STRING);

    private CollectionReader() {}

    static ValueReader array(Schema writer, Schema reader, ValueReader elements) {
        Schema written = writer.getElementType();
        boolean empty = GenericDatumReader.isZeroByteSchema(written);
        return in -> {
            long block = elements(in.readArrayStart(), written, empty, in);
            GenericData.Array<Object> array = new GenericData.Array<>((int) Math.min(block, LARGEST_START), reader);
            while (block > 0) {
                for (long i = 0; i < block; i++) {
                    try {
                        array.add(elements.read(in));
                    } catch (UnreadableValueException e) {
                        throw e.within("[" + array.size() + "]");
                    }
                }
                block = elements(in.arrayNext(), written, empty, in);
            }
            return array;
        };
    }

    static ValueReader map(ValueReader values) {
        return in -> {
            long block = entries(in.readMapStart(), in);
            Map<String, Object> map = HashMap.newHashMap((int) Math.min(block, LARGEST_START));
            while (block > 0) {
                for (long i = 0; i < block; i++) {
                    entry(map, values, in);
                }
                block = entries(in.mapNext(), in);
            }
            return map;
        };
    }

    private static void entry(Map<String, Object> map, ValueReader values, BinaryDecoder in)
            throws IOException, UnreadableValueException {
        String key = in.readString();
        try {
            map.put(key, values.read(in));
        } catch (UnreadableValueException e) {
            throw e.within("[" + key + "]");
        }
    }

    /** A count from outside is believed as far as there are bytes for it, or else within Avro's limit of empty values. */
    private static long elements(long count, Schema element, boolean empty, BinaryDecoder in) throws IOException {
        GenericDatumReader.ensureAvailableCollectionBytes(in, count, element);
        if (empty && count > 0) {
            SystemLimitException.checkMaxCollectionAllocation(count);
        }
        return count;
    }

    /** Each entry has a key, of one byte at least. */
    private static long entries(long count, BinaryDecoder in) throws IOException {
        GenericDatumReader.ensureAvailableCollectionBytes(in, count, KEY);
        return count;
    }
}
