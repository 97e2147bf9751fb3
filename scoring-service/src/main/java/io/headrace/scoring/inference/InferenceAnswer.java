package io.headrace.scoring.inference;

import java.util.List;
import java.util.Optional;

/**
 * What one model version said of every row of a request.
 *
 * @param model the pipeline's name
 * @param version the version; 0 is the announced baseline
 * @param classes order of the columns of {@code probabilities}; empty for a regression
 * @param stale whether any of the rows' features was read from a copy, which may be behind
 */
public record InferenceAnswer(
        String model,
        int version,
        Optional<String> id,
        List<String> classes,
        List<Tensor.Numbers> outputs,
        boolean stale) {

    public InferenceAnswer {
        classes = List.copyOf(classes);
        outputs = List.copyOf(outputs);
    }

    /** How many rows were scored. */
    public int rows() {
        return (int) outputs.getFirst().shape().rows();
    }
}
