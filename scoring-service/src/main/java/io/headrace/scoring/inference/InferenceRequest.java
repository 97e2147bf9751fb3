package io.headrace.scoring.inference;

import java.util.List;
import java.util.Optional;

/**
 * A call for inference.
 *
 * @param model the pipeline's name
 * @param version the version that must answer; empty: whichever serves
 * @param id comes back in the answer
 * @param inputs by name: {@code numeric} and {@code categorical}, or {@code event}
 * @param outputs names of the outputs wanted; empty: all
 */
public record InferenceRequest(
        String model, Optional<String> version, Optional<String> id, List<Tensor> inputs, List<String> outputs) {

    public InferenceRequest {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
