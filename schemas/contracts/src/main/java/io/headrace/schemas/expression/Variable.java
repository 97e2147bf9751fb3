package io.headrace.schemas.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import java.util.Arrays;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** A name an expression may use and where its value comes from. */
record Variable(String name, CelType type, boolean nullable, Source source) {

    /** Reads a value in CEL's Java form; null is missing. */
    @FunctionalInterface
    interface Source {
        @Nullable Object read(GenericRecord event, double[] numbers, String[] texts);

        /** The value of a number without boxing; NaN is missing. */
        default double readNumber(GenericRecord event, double[] numbers, String[] texts) {
            return read(event, numbers, texts) instanceof Number number ? number.doubleValue() : Double.NaN;
        }
    }

    CelType declaredType() {
        return nullable ? NullableType.create(type) : type;
    }

    static Variable numericFeature(String name, int position) {
        return new Variable(name, SimpleType.DOUBLE, true, new NumericFeature(position));
    }

    static Variable categoricalFeature(String name, int position) {
        return new Variable(name, SimpleType.STRING, true, (event, numbers, texts) -> {
            String value = texts[position];
            return value.isEmpty() ? null : value;
        });
    }

    /** NaN is missing. */
    record NumericFeature(int position) implements Source {
        @Override
        public @Nullable Object read(GenericRecord event, double[] numbers, String[] texts) {
            double value = numbers[position];
            return Double.isNaN(value) ? null : (Double) value;
        }

        @Override
        public double readNumber(GenericRecord event, double[] numbers, String[] texts) {
            return numbers[position];
        }
    }

    /** A field at a path of positions through nested records, then put into CEL's form. */
    @SuppressWarnings("ArrayRecordComponent") // private to this package, never compared
    record Field(int[] path, Conversion conversion) implements Source {

        @Override
        public @Nullable Object read(GenericRecord event, double[] numbers, String[] texts) {
            Object value = raw(event);
            return value == null ? null : conversion.apply(value);
        }

        @Override
        public double readNumber(GenericRecord event, double[] numbers, String[] texts) {
            return switch (raw(event)) {
                case Double number -> number;
                case null -> Double.NaN;
                case Object value ->
                    conversion.apply(value) instanceof Number number ? number.doubleValue() : Double.NaN;
            };
        }

        @Nullable Object raw(GenericRecord event) {
            Object value = event.get(path[0]);
            for (int i = 1; i < path.length && value != null; i++) {
                value = ((GenericRecord) value).get(path[i]);
            }
            return value;
        }

        Field child(int position, Conversion childConversion) {
            int[] longer = Arrays.copyOf(path, path.length + 1);
            longer[path.length] = position;
            return new Field(longer, childConversion);
        }
    }

    /** From Avro's Java form to CEL's; null where the value stands for a missing one. */
    @FunctionalInterface
    interface Conversion {
        @Nullable Object apply(Object value);
    }
}
