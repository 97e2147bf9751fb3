package io.headrace.monitor.watch;

import io.headrace.monitor.drift.DriftVerdict;
import io.headrace.monitor.performance.LiveMetric;
import io.headrace.schemas.avro.AlertKind;

/** Callback for what the monitor does. */
public interface MonitorListener {

    /** Does nothing. */
    MonitorListener NONE = new MonitorListener() {
        @Override
        public void row(boolean watched) {}

        @Override
        public void label(boolean counted) {}

        @Override
        public void window(DriftVerdict verdict) {}

        @Override
        public void performance(LiveMetric metric) {}

        @Override
        public void alert(AlertKind kind) {}

        @Override
        public void retrainRequest() {}

        @Override
        public void held(long observations) {}

        @Override
        public void waiting(int partition, long forCounterparts, long forLabels) {}
    };

    /** A row with its prediction came; watched where it was counted in the open window. */
    void row(boolean watched);

    /** A label with its prediction came; counted under its version. */
    void label(boolean counted);

    /** A window is complete. */
    void window(DriftVerdict verdict);

    /** Performance was worked out. */
    void performance(LiveMetric metric);

    /** An alert was raised. */
    void alert(AlertKind kind);

    /** A candidate was asked for. */
    void retrainRequest();

    /** So many observations wait for those that may still come before them in event time. */
    void held(long observations);

    /**
     * What waits in a partition.
     *
     * @param forCounterparts events of which the row or the prediction is not there yet
     * @param forLabels scored rows without a label so far
     */
    void waiting(int partition, long forCounterparts, long forLabels);
}
