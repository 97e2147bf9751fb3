package io.headrace.cleaning.topology;

/** Hears of every raw record: each is received once, and then counted under exactly one outcome. */
public interface CleaningListener {

    /** Takes no notice. */
    CleaningListener NONE = new CleaningListener() {
        @Override
        public void received() {}

        @Override
        public void late() {}

        @Override
        public void counted(RecordOutcome outcome) {}

        @Override
        public void quarantined(String rule) {}

        @Override
        public void discarded(int partition, Discarded ever) {}
    };

    /** A record came. */
    void received();

    /** A record's event time is further behind than the definition's lateness; besides its outcome. */
    void late();

    /** What became of a record. */
    void counted(RecordOutcome outcome);

    /** Under which rule a record was quarantined; besides its outcome. */
    void quarantined(String rule);

    /**
     * How many of a partition's events have come to nothing: told where this process takes the partition over, and with each
     * more.
     *
     * @param ever since its topic was made; none where another process has taken it over
     */
    void discarded(int partition, Discarded ever);

    /** Who hears of the records of a further stream. */
    default CleaningListener ofStream(String stream) {
        return this;
    }

    /** What can become of a record. */
    enum RecordOutcome {
        CLEAN,
        QUARANTINED,
        DUPLICATE,
        DROPPED
    }
}
