package io.headrace.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.schemas.avro.Prediction;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aStatusHasTheseKeys() throws Exception {
        JsonNode json = JSON.readTree(StatusJson.of(Statuses.running()).toString());

        assertThat(json).isEqualTo(JSON.readTree("""
                        {"running": true, "state": "running", "pipeline": "rides", "data": "/data/rides", "pid": 4711,
                         "since": "2026-01-01T00:00:00Z",
                         "addresses": {"http": "http://127.0.0.1:3", "grpc": "127.0.0.1:4", "kafka": "127.0.0.1:1",
                           "schemaRegistry": "http://127.0.0.1:2"},
                         "apps": [{"name": "cleaning", "state": "running", "detail": ""},
                           {"name": "connectors", "state": "running", "detail": ""}],
                         "connectors": [{"name": "source", "state": "running", "detail": "", "records": 40,
                           "figures": {"labels-waiting": 100, "rows": 1200}}],
                         "model": {"reference": "rides@2", "baseline": false, "champion": "rides@2", "family": "linear",
                           "since": "2026-01-01T00:01:00Z", "judgedBy": "logLoss",
                           "metrics": {"accuracy": 0.9, "logLoss": 0.25}},
                         "counts": {"events": 1199, "clean": 1190, "duplicates": 4, "dropped": 0,
                           "quarantined": 3,
                           "quarantinedBy": {"cleaning: km-positive": 2, "csv: broken-row": 1},
                           "labels": 1100, "features": 1190, "examples": 1090, "predictions": 1180, "alerts": 1},
                         "waiting": {"cleaning": 3, "scoring": 0},
                         "held": {"events": 7, "rows": 90, "labels": 2},
                         "lastAlert": {"eventTime": "2026-01-02T03:04:05Z", "severity": "WARNING",
                           "kind": "DATA_DRIFT", "reason": "km moved", "model": "rides@2", "features": ["km"],
                           "values": {"psi": 0.4}},
                         "notes": []}"""));
    }

    @Test
    void aPredictionOfARegressionHasNoOutcome() throws Exception {
        Prediction prediction = Prediction.newBuilder()
                .setEventId("7")
                .setEventTime(Instant.EPOCH)
                .setPipeline("rides")
                .setModel("rides@1")
                .setPredictedClass(null)
                .setScore(2.5)
                .setProbabilities(Map.of())
                .build();

        assertThat(JSON.readTree(StatusJson.of(prediction).toString())).isEqualTo(JSON.readTree("""
                        {"eventId": "7", "eventTime": "1970-01-01T00:00:00Z", "model": "rides@1", "predictedClass": null,
                         "score": 2.5, "probabilities": {}}"""));
    }
}
