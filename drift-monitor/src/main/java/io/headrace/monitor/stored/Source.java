package io.headrace.monitor.stored;

/** The sources of observations: in each partition, one of rows and one of labels. Numbered from 0. */
public final class Source {

    private static final int PER_PARTITION = 2;

    private Source() {}

    public static int ofRows(int partition) {
        return PER_PARTITION * partition;
    }

    public static int ofLabels(int partition) {
        return PER_PARTITION * partition + 1;
    }

    public static int partitionOf(int source) {
        return source / PER_PARTITION;
    }

    /** How many there are. */
    public static int count(int partitions) {
        return PER_PARTITION * partitions;
    }
}
