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
}
