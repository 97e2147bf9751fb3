package io.headrace.cleaning.topology;

/** Hears of every raw record: each is received once, and then counted under exactly one outcome. */
public interface CleaningMonitor {

    /** Takes no notice. */
    CleaningMonitor NONE = new CleaningMonitor() {
        @Override
        public void received() {}

        @Override
        public void late() {}

        @Override
        public void counted(RecordOutcome outcome) {}

        @Override
        public void quarantined(String rule) {}
    };

    /** A record came. */
    void received();

    /** A record's event time is further behind than the definition's lateness; besides its outcome. */
    void late();

    /** What became of a record. */
    void counted(RecordOutcome outcome);

    /** Under which rule a record was quarantined; besides its outcome. */
    void quarantined(String rule);

    /** What can become of a record. */
    enum RecordOutcome {
        CLEAN,
        QUARANTINED,
        DUPLICATE,
        DROPPED
    }
}
