package io.headrace.scoring.metrics;

/** Which way an event came in. */
public enum Route {
    /** From the features topic. */
    TOPIC("topic"),
    /** The plain JSON route. */
    JSON("json"),
    /** The Open Inference Protocol over HTTP. */
    INFERENCE_HTTP("inference-http"),
    /** The Open Inference Protocol over gRPC. */
    INFERENCE_GRPC("inference-grpc");

    private final String tag;

    Route(String tag) {
        this.tag = tag;
    }

    String tag() {
        return tag;
    }
}
