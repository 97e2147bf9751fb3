package io.headrace.monitor.watch;

import io.headrace.monitor.alert.AlertDecision;
import io.headrace.monitor.alert.AlertPolicy;
import io.headrace.monitor.alert.RaisedAlert;
import io.headrace.schemas.alert.AlertHeaders;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.RetrainRequest;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Where reports, alerts and requests go out, all under the pipeline's name. */
public final class MonitorOutput {

    /** The node that reports go to. */
    public static final String DRIFT = "drift";

    /** The node that alerts go to. */
    public static final String ALERTS = "alerts";

    /** The node that retrain requests go to. */
    public static final String RETRAIN = "retrain";

    private final String pipeline;
    private final ProcessorContext<Object, Object> context;
    private final MonitorListener listener;

    public MonitorOutput(String pipeline, ProcessorContext<Object, Object> context, MonitorListener listener) {
        this.pipeline = pipeline;
        this.context = context;
        this.listener = listener;
    }

    void report(DriftReport report) {
        context.forward(new Record<>(pipeline, report, report.getWindowEnd().toEpochMilli()), DRIFT);
    }

    void publish(AlertDecision decision) {
        decision.alerts().forEach(this::alert);
        decision.request().ifPresent(this::request);
    }

    private void alert(RaisedAlert raised) {
        Alert alert = raised.alert();
        context.forward(
                new Record<Object, Object>(
                        pipeline,
                        alert,
                        alert.getEventTime().toEpochMilli(),
                        AlertHeaders.of(alert, AlertPolicy.APP, raised.id(), alert.getModel(), alert.getEventTime())),
                ALERTS);
        listener.alert(alert.getKind());
    }

    private void request(RetrainRequest request) {
        context.forward(new Record<>(pipeline, request, request.getEventTime().toEpochMilli()), RETRAIN);
        listener.retrainRequest();
    }
}
