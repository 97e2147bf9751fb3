package io.headrace.features.app.spread;

import io.headrace.schemas.feature.Label;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Labels as they travel: a category's name or a quantity. */
final class LabelValues {

    private static final byte CATEGORY = 0;
    private static final byte QUANTITY = 1;

    private LabelValues() {}

    static Object write(Label label) {
        return switch (label) {
            case Label.Category(String name) -> name;
            case Label.Quantity(double value) -> value;
        };
    }

    static Label read(Object value) {
        return value instanceof Double quantity ? new Label.Quantity(quantity) : new Label.Category(value.toString());
    }

    /** A byte for the kind, then the name in UTF-8 or the quantity in 8 bytes. */
    static byte[] toBytes(Label label) {
        return switch (label) {
            case Label.Category(String name) -> {
                byte[] text = name.getBytes(StandardCharsets.UTF_8);
                yield ByteBuffer.allocate(1 + text.length)
                        .put(CATEGORY)
                        .put(text)
                        .array();
            }
            case Label.Quantity(double value) ->
                ByteBuffer.allocate(1 + Double.BYTES)
                        .put(QUANTITY)
                        .putDouble(value)
                        .array();
        };
    }

    static Label ofBytes(byte[] bytes) {
        return switch (bytes[0]) {
            case CATEGORY -> new Label.Category(new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
            case QUANTITY -> new Label.Quantity(ByteBuffer.wrap(bytes).getDouble(1));
            default -> throw new IllegalStateException("a label of unknown kind " + bytes[0]);
        };
    }
}
