package io.headrace.model;

import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.avro.ProblemType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns scores into prediction records. */
public final class PredictionRecords {

    private PredictionRecords() {}

    /**
     * What a version says of one event. Binary: the positive (last) class from the version's threshold on. Multiclass: the
     * most probable class, the first of equals.
     */
    public static Prediction of(ModelVersion version, String eventId, Instant eventTime, Scores scores) {
        String model = ModelRef.of(version).toString();
        String meaning = version.getLineage().getMeaning();
        return switch (scores) {
            case Scores.Quantity(float value) ->
                new Prediction(
                        eventId, eventTime, version.getPipeline(), model, null, (double) value, Map.of(), meaning);
            case Scores.Probabilities probabilities -> {
                int outcome = outcome(version, probabilities);
                float[] values = probabilities.values();
                double score = version.getProblem() == ProblemType.BINARY ? values[1] : values[outcome];
                yield new Prediction(
                        eventId,
                        eventTime,
                        version.getPipeline(),
                        model,
                        version.getClasses().get(outcome),
                        score,
                        byClass(version.getClasses(), values),
                        meaning);
            }
        };
    }

    /** The index of the predicted class in the version's order. */
    public static int outcome(ModelVersion version, Scores.Probabilities probabilities) {
        return switch (version.getProblem()) {
            case BINARY -> probabilities.values()[1] >= version.getThreshold() ? 1 : 0;
            case MULTICLASS -> probabilities.mostProbable();
            case REGRESSION -> throw new IllegalStateException(ModelRef.of(version) + " predicts a quantity, no class");
        };
    }

    private static Map<String, Double> byClass(List<String> classes, float[] values) {
        Map<String, Double> probabilities = LinkedHashMap.newLinkedHashMap(classes.size());
        for (int i = 0; i < values.length; i++) {
            probabilities.put(classes.get(i), (double) values[i]);
        }
        return probabilities;
    }
}
