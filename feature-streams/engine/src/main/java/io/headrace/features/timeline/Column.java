package io.headrace.features.timeline;

/** What a timeline keeps of each entry beside its place, and what is summed up of it. */
public sealed interface Column {

    /** By what it is recognised in stored pieces: the same for every definition in which it means the same. */
    int identity();

    /** Makes an empty running aggregate. */
    Running running();

    /** A number: counted, summed, squared, least and greatest. */
    record Numbers(int identity) implements Column {

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
    record Classes(int identity, int classes) implements Column {

        @Override
        public ClassRunning running() {
            return new ClassRunning(classes);
        }
    }
}
