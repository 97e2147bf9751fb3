package io.headrace.trainer.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What is to be predicted, row by row. */
public sealed interface Target {

    int rows();

    /** Consecutive rows. */
    Target slice(int from, int until);

    /** These rows and then those, which are of the same kind. */
    Target followedBy(Target newer);

    /** One of several classes. Immutable by convention. */
    final class Classes implements Target {

        private final List<String> names;
        private final int[] index;

        /**
         * Rows with classes.
         *
         * @param names every class, in the order of a model's probabilities; of two the positive one is last
         * @param index per row its class; handed over, not copied
         */
        public Classes(List<String> names, int[] index) {
            this.names = List.copyOf(names);
            this.index = index;
        }

        public List<String> names() {
            return names;
        }

        /** Per row its class; not to be changed. */
        public int[] index() {
            return index;
        }

        @Override
        public int rows() {
            return index.length;
        }

        @Override
        public Classes slice(int from, int until) {
            return new Classes(names, Arrays.copyOfRange(index, from, until));
        }

        @Override
        public Classes followedBy(Target newer) {
            return switch (newer) {
                case Classes classes ->
                    new Classes(
                            names,
                            IntStream.concat(Arrays.stream(index), Arrays.stream(classes.index))
                                    .toArray());
                case Quantities _ -> throw new IllegalArgumentException("quantities do not follow classes");
            };
        }

        /** How many rows are of each class. */
        public int[] counts() {
            int[] counts = new int[names.size()];
            for (int c : index) {
                counts[c]++;
            }
            return counts;
        }

        /** Of two classes: per row whether it is the positive one. */
        public boolean[] positives() {
            boolean[] positives = new boolean[index.length];
            for (int row = 0; row < index.length; row++) {
                positives[row] = index[row] == 1;
            }
            return positives;
        }
    }

    /** A quantity. Immutable by convention. */
    final class Quantities implements Target {

        private final double[] values;

        /**
         * Rows with quantities.
         *
         * @param values in the label's unit; handed over, not copied
         */
        public Quantities(double[] values) {
            this.values = values;
        }

        /** Per row its quantity; not to be changed. */
        public double[] values() {
            return values;
        }

        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public Quantities slice(int from, int until) {
            return new Quantities(Arrays.copyOfRange(values, from, until));
        }

        @Override
        public Quantities followedBy(Target newer) {
            return switch (newer) {
                case Quantities quantities ->
                    new Quantities(DoubleStream.concat(Arrays.stream(values), Arrays.stream(quantities.values))
                            .toArray());
                case Classes _ -> throw new IllegalArgumentException("classes do not follow quantities");
            };
        }

        public double mean() {
            return Arrays.stream(values).average().orElse(0);
        }
    }
}
