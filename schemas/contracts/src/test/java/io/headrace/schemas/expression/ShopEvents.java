package io.headrace.schemas.expression;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** An event with a field of every kind that expressions meet. */
final class ShopEvents {

    static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "Purchase", "namespace": "shop", "fields": [
              {"name": "id", "type": "string"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "seen", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "amount", "type": "double"},
              {"name": "discount", "type": ["null", "float"], "default": null},
              {"name": "pieces", "type": "int"},
              {"name": "stock", "type": "long"},
              {"name": "age", "type": ["null", "int"], "default": null},
              {"name": "member", "type": "boolean"},
              {"name": "channel", "type": ["null", "string"], "default": null},
              {"name": "size", "type": {"type": "enum", "name": "Size", "symbols": ["S", "M", "L"]}},
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
              {"name": "tags", "type": {"type": "array", "items": "string"}},
              {"name": "marks", "type": {"type": "map", "values": "int"}},
              {"name": "picture", "type": ["null", "bytes"], "default": null},
              {"name": "loop", "type": "int", "default": 0},
              {"name": "customer", "type": ["null", {"type": "record", "name": "Customer", "fields": [
                {"name": "country", "type": "string"},
                {"name": "loyalty", "type": ["null", "double"], "default": null},
                {"name": "friend", "type": ["null", "Customer"], "default": null}
              ]}], "default": null}
            ]}""");

    private ShopEvents() {}

    /** At 2025-01-01T23:30Z, amount 12.5, 4 pieces, stock 7, a member, size M, price 9.99, tags new and red; else nothing. */
    static GenericRecord purchase() {
        GenericRecord event = new GenericData.Record(SCHEMA);
        event.put("id", "p-1");
        event.put("at", 1_735_774_200_000L);
        event.put("seen", 1_735_774_200_000_123L);
        event.put("day", 20_089);
        event.put("amount", 12.5);
        event.put("pieces", 4);
        event.put("stock", 7L);
        event.put("member", true);
        event.put("size", new GenericData.EnumSymbol(SCHEMA.getField("size").schema(), "M"));
        event.put("price", java.nio.ByteBuffer.wrap(new byte[] {3, (byte) 0xE7}));
        event.put("tags", java.util.List.of("new", "red"));
        event.put("marks", java.util.Map.of("colour", 3));
        event.put("loop", 0);
        return event;
    }

    static GenericRecord customer(String country) {
        GenericRecord customer = new GenericData.Record(
                SCHEMA.getField("customer").schema().getTypes().get(1));
        customer.put("country", country);
        return customer;
    }
}
