package io.headrace.model;

/** A model's bytes are no ONNX model, or the graph does not have the inputs and outputs that its version states. */
public final class ModelRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelRefused(String message) {
        super(message);
    }

    ModelRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
