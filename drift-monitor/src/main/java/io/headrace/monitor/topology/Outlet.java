package io.headrace.monitor.topology;

import io.headrace.monitor.alarm.AlarmDesk;
import io.headrace.monitor.alarm.Decision;
import io.headrace.schemas.alert.AlertHeaders;
import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.avro.DriftReport;
import io.headrace.schemas.avro.RetrainRequest;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Where reports, alerts and requests go out, all under the pipeline's name. */
final class Outlet {

    private final String pipeline;
    private final ProcessorContext<Object, Object> context;
    private final MonitorListener listener;

    Outlet(String pipeline, ProcessorContext<Object, Object> context, MonitorListener listener) {
        this.pipeline = pipeline;
        this.context = context;
        this.listener = listener;
    }

    void report(DriftReport report) {
        context.forward(new Record<>(pipeline, report, report.getWindowEnd().toEpochMilli()), MonitorTopology.DRIFT);
    }

    void say(Decision decision) {
        decision.alerts().forEach(this::alert);
        decision.request().ifPresent(this::request);
    }

    /** The id follows from what raised the alert, so that a repeat after a fault has the same. */
    private void alert(Alert alert) {
        String subject = alert.getModel() == null ? pipeline : alert.getModel();
        String id = subject + "/" + alert.getKind() + "/" + alert.getEventTime().toEpochMilli();
        context.forward(
                new Record<Object, Object>(
                        pipeline,
                        alert,
                        alert.getEventTime().toEpochMilli(),
                        AlertHeaders.of(alert, AlarmDesk.APP, id, subject, alert.getEventTime())),
                MonitorTopology.ALERTS);
        listener.alert(alert.getKind());
    }

    private void request(RetrainRequest request) {
        context.forward(
                new Record<>(pipeline, request, request.getEventTime().toEpochMilli()), MonitorTopology.RETRAIN);
        listener.retrainRequest();
    }
}
