package io.headrace.features.timeline;

/** What a timeline keeps of each entry beside its place, and what is summed up of it. */
public sealed interface Column {

    /** By what it is recognised in stored pieces: the same for every definition in which it means the same. */
    int identity();

    /** What it is in stored pieces. */
    ColumnKind kind();

    /** Makes an empty running aggregate. */
    Running running();

    /** A column of which each entry has a value. */
    sealed interface OfEntries extends Column {}

    /** An aggregate of its own over the values of another column. */
    sealed interface Derived extends Column {

        /** The place of that other column. */
        int of();
    }

    /** How many different values there are. */
    record Distinct(int identity, int of) implements Derived {

        @Override
        public ColumnKind kind() {
            return ColumnKind.DISTINCT;
        }

        @Override
        public DistinctRunning running() {
            return new DistinctRunning();
        }
    }

    /** How often each number comes. */
    record Frequencies(int identity, int of) implements Derived {

        @Override
        public ColumnKind kind() {
            return ColumnKind.FREQUENCIES;
        }

        @Override
        public FrequencyRunning running() {
            return new FrequencyRunning();
        }
    }

    /** How often each text comes. */
    record TextFrequencies(int identity, int of) implements Derived {

        @Override
        public ColumnKind kind() {
            return ColumnKind.TEXT_FREQUENCIES;
        }

        @Override
        public TextFrequencyRunning running() {
            return new TextFrequencyRunning();
        }
    }

    /**
     * Numbers that weigh less the older they are.
     *
     * @param halfLife milliseconds
     */
    record Decayed(int identity, int of, long halfLife) implements Derived {

        @Override
        public ColumnKind kind() {
            return ColumnKind.DECAYED;
        }

        @Override
        public DecayedRunning running() {
            return new DecayedRunning(halfLife);
        }
    }

    /** The first and the last value. */
    record Ends(int identity, int of) implements Derived {

        @Override
        public ColumnKind kind() {
            return ColumnKind.ENDS;
        }

        @Override
        public EndsRunning running() {
            return new EndsRunning();
        }
    }

    /** How far apart neighbours are. */
    record Gaps(int identity) implements Column {

        @Override
        public ColumnKind kind() {
            return ColumnKind.GAPS;
        }

        @Override
        public Running running() {
            return new GapsRunning();
        }
    }

    /** A number: counted, summed, squared, least and greatest. */
    record Numbers(int identity) implements OfEntries {

        @Override
        public ColumnKind kind() {
            return ColumnKind.NUMBERS;
        }

        @Override
        public NumberRunning running() {
            return new NumberRunning(true);
        }
    }

    /**
     * A class, as its number from 0 on: counted by class.
     *
     * @param classes how many there are
     */
    record Classes(int identity, int classes) implements OfEntries {

        @Override
        public ColumnKind kind() {
            return ColumnKind.CLASSES;
        }

        @Override
        public ClassRunning running() {
            return new ClassRunning(classes);
        }
    }

    /** A text: counted. */
    record Texts(int identity) implements OfEntries {

        @Override
        public ColumnKind kind() {
            return ColumnKind.TEXTS;
        }

        @Override
        public TextRunning running() {
            return new TextRunning();
        }
    }
}
