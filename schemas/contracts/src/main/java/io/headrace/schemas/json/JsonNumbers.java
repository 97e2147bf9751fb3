package io.headrace.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.LogicalTypes;

/** JSON numbers as Avro's, without loss of a whole number's digits. */
final class JsonNumbers {

    /** More digits than any number that fits; stops 1e999999999 from being written out. */
    private static final int LARGEST_EXPONENT = 400;

    private JsonNumbers() {}

    static Optional<Long> asLong(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? Optional.of(node.longValue()) : Optional.empty();
        }
        if (!node.isNumber()) {
            return Optional.empty();
        }
        double value = node.doubleValue();
        return value == Math.rint(value) && Math.abs(value) <= 0x1p53 && isWhole(node)
                ? Optional.of((long) value)
                : Optional.empty();
    }

    /** A decimal written with more digits than a double holds would round to a whole number unseen. */
    private static boolean isWhole(JsonNode node) {
        return !node.isBigDecimal() || node.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    static Optional<Double> asDouble(JsonNode node) {
        if (node.isTextual()) {
            return notFinite(node.textValue());
        }
        double value = node.isNumber() ? node.doubleValue() : Double.NaN;
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    static Optional<Float> asFloat(JsonNode node) {
        if (node.isTextual()) {
            return notFinite(node.textValue()).map(Double::floatValue);
        }
        float value = node.isNumber() ? node.floatValue() : Float.NaN;
        return Float.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Double> notFinite(String text) {
        return switch (text) {
            case "NaN" -> Optional.of(Double.NaN);
            case "Infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-Infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> Optional.empty();
        };
    }

    /** A number, or its text, as the unscaled value of a decimal; empty where digits would be lost. */
    static Optional<BigInteger> unscaled(JsonNode node, LogicalTypes.Decimal type) {
        try {
            if (!node.isNumber() && !node.isTextual()) {
                return Optional.empty();
            }
            BigDecimal value = node.isTextual() ? new BigDecimal(node.textValue()) : node.decimalValue();
            if (Math.abs((long) value.scale()) > LARGEST_EXPONENT) {
                return Optional.empty();
            }
            BigDecimal scaled = value.setScale(type.getScale());
            return scaled.precision() <= type.getPrecision() ? Optional.of(scaled.unscaledValue()) : Optional.empty();
        } catch (ArithmeticException | NumberFormatException loss) {
            return Optional.empty();
        }
    }

    static byte[] signExtend(BigInteger value, int size) {
        byte[] shortest = value.toByteArray();
        if (shortest.length >= size) {
            return shortest;
        }
        byte[] target = new byte[size];
        Arrays.fill(target, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, target, size - shortest.length, shortest.length);
        return target;
    }
}
