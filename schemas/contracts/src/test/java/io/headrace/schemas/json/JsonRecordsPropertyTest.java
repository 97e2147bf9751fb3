package io.headrace.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

class JsonRecordsPropertyTest {

    private static final Schema EVERYTHING = new Schema.Parser().parse("""
            {"type": "record", "name": "Everything", "fields": [
              {"name": "flag", "type": "boolean"},
              {"name": "small", "type": "int"},
              {"name": "large", "type": "long"},
              {"name": "single", "type": "float"},
              {"name": "number", "type": "double"},
              {"name": "text", "type": "string"},
              {"name": "raw", "type": "bytes"},
              {"name": "digest", "type": {"type": "fixed", "name": "Digest", "size": 4}},
              {"name": "color", "type": {"type": "enum", "name": "Color", "symbols": ["RED", "BLUE"]}},
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "clock", "type": {"type": "int", "logicalType": "time-millis"}},
              {"name": "millis", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "micros", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "local", "type": {"type": "long", "logicalType": "local-timestamp-millis"}},
              {"name": "maybe", "type": ["null", "double"]},
              {"name": "either", "type": ["null", "long", "string"]},
              {"name": "list", "type": {"type": "array", "items": ["null", "string"]}},
              {"name": "counts", "type": {"type": "map", "values": "long"}}
            ]}""");

    @Property(tries = 300)
    void whatIsRenderedReadsAsTheSameRecord(@ForAll("records") GenericRecord value) {
        assertThat(JsonRecords.of(EVERYTHING).read(JsonRecords.renderBytes(value)))
                .isEqualTo(new JsonResult.Read(value));
    }

    @Property(tries = 300)
    void anyBytesAreReadOrRefusedAndNeverThrow(@ForAll byte[] document) {
        assertThat(JsonRecords.of(EVERYTHING).read(document)).isInstanceOf(JsonResult.Refused.class);
    }

    @Provide
    Arbitrary<GenericRecord> records() {
        Arbitrary<List<Object>> plain = Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers(),
                        Arbitraries.longs(),
                        Arbitraries.floats().injectDuplicates(0.1),
                        Arbitraries.oneOf(
                                Arbitraries.doubles().between(-1e300, 1e300).ofScale(20),
                                Arbitraries.of(Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 0.1)),
                        Arbitraries.strings().ofMaxLength(8),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(6),
                        Arbitraries.bytes().array(byte[].class).ofSize(4))
                .as((flag, small, large, single, number, text, raw, digest) -> List.of(
                        flag,
                        small,
                        large,
                        single,
                        number,
                        text,
                        ByteBuffer.wrap(raw),
                        new GenericData.Fixed(type("digest"), digest)));
        Arbitrary<List<Object>> times = Combinators.combine(
                        Arbitraries.of("RED", "BLUE"),
                        Arbitraries.longs().between(-99_999_999_999L, 99_999_999_999L),
                        Arbitraries.integers(),
                        Arbitraries.integers().between(0, 86_399_999),
                        Arbitraries.longs().between(-(1L << 60), 1L << 60),
                        Arbitraries.longs(),
                        Arbitraries.longs().between(-(1L << 60), 1L << 60))
                .as((color, price, day, clock, millis, micros, local) -> List.of(
                        new GenericData.EnumSymbol(type("color"), color),
                        ByteBuffer.wrap(BigInteger.valueOf(price).toByteArray()),
                        day,
                        clock,
                        millis,
                        micros,
                        local));
        Arbitrary<GenericRecord> nested = Combinators.combine(
                        Arbitraries.doubles().injectNull(0.3),
                        Arbitraries.<Object>oneOf(
                                        Arbitraries.longs(),
                                        Arbitraries.strings().alpha())
                                .injectNull(0.3),
                        Arbitraries.strings()
                                .ofMaxLength(3)
                                .injectNull(0.2)
                                .list()
                                .ofMaxSize(3),
                        Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(3), Arbitraries.longs())
                                .ofMaxSize(3))
                .as(JsonRecordsPropertyTest::nested);
        return Combinators.combine(plain, times, nested).as(JsonRecordsPropertyTest::whole);
    }

    private static GenericRecord nested(Double maybe, Object either, List<String> list, Map<String, Long> counts) {
        GenericRecord target = new GenericData.Record(EVERYTHING);
        target.put("maybe", maybe);
        target.put("either", either);
        target.put("list", new GenericData.Array<>(type("list"), list));
        target.put("counts", counts);
        return target;
    }

    private static GenericRecord whole(List<Object> plain, List<Object> times, GenericRecord nested) {
        GenericRecord target = new GenericData.Record((GenericData.Record) nested, true);
        for (int i = 0; i < plain.size(); i++) {
            target.put(i, plain.get(i));
        }
        for (int i = 0; i < times.size(); i++) {
            target.put(plain.size() + i, times.get(i));
        }
        return target;
    }

    private static Schema type(String field) {
        return EVERYTHING.getField(field).schema();
    }
}
