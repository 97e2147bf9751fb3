package io.headrace.monitor.topology;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;

/**
 * What the monitor needs of a prediction.
 *
 * @param model as {@code pipeline@version}
 */
record PredictionView(long eventTime, String model, double score, Map<String, Double> probabilities) {

    PredictionView {
        probabilities = Map.copyOf(probabilities);
    }

    static PredictionView of(GenericRecord prediction) {
        Map<?, ?> probabilities = (Map<?, ?>) prediction.get("probabilities");
        return new PredictionView(
                (Long) prediction.get("eventTime"),
                prediction.get("model").toString(),
                (Double) prediction.get("score"),
                probabilities.entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey().toString(), entry -> (Double) entry.getValue())));
    }
}
