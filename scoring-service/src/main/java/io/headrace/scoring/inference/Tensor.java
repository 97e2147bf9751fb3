package io.headrace.scoring.inference;

import java.util.Arrays;

/** A named block of values, row-major. Immutable by convention: arrays are handed over and not copied. */
public sealed interface Tensor {

    String name();

    Shape shape();

    /** The protocol's word for the element type. */
    String datatype();

    /**
     * FP32.
     *
     * @param data NaN is missing
     */
    @SuppressWarnings("ArrayRecordComponent") // on the scoring path; equality is by content below
    record Numbers(String name, Shape shape, float[] data) implements Tensor {

        public Numbers {
            requireElements(name, shape, data.length);
        }

        @Override
        public String datatype() {
            return Datatypes.FP32;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Numbers(String otherName, Shape otherShape, float[] otherData)
                    && name.equals(otherName)
                    && shape.equals(otherShape)
                    && Arrays.equals(data, otherData);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(data);
        }

        @Override
        public String toString() {
            return name + " FP32 " + shape;
        }
    }

    /**
     * BYTES, read as UTF-8.
     *
     * @param data the empty string is missing
     */
    @SuppressWarnings("ArrayRecordComponent") // on the scoring path; equality is by content below
    record Texts(String name, Shape shape, String[] data) implements Tensor {

        public Texts {
            requireElements(name, shape, data.length);
        }

        @Override
        public String datatype() {
            return Datatypes.BYTES;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Texts(String otherName, Shape otherShape, String[] otherData)
                    && name.equals(otherName)
                    && shape.equals(otherShape)
                    && Arrays.equals(data, otherData);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(data);
        }

        @Override
        public String toString() {
            return name + " BYTES " + shape;
        }
    }

    private static void requireElements(String name, Shape shape, int elements) {
        if (shape.elements() != elements) {
            throw InferenceFailure.badRequest("input " + name + " has " + elements + " elements, its shape " + shape
                    + " says " + shape.elements());
        }
    }
}
