package io.headrace.benchmarks.online;

import com.google.protobuf.ByteString;
import io.headrace.benchmarks.workload.Events;
import io.headrace.schemas.json.JsonRecords;
import io.headrace.scoring.grpc.protocol.InferTensorContents;
import io.headrace.scoring.grpc.protocol.ModelInferRequest;
import io.headrace.scoring.grpc.protocol.ModelInferRequest.InferInputTensor;
import java.time.Instant;

/** What callers send. */
final class OnlineCalls {

    private final String pipeline;
    private final Events events;
    private final int features;

    /** @param features numeric ones of the model */
    OnlineCalls(String pipeline, int features) {
        this.pipeline = pipeline;
        this.events = new Events(pipeline);
        this.features = features;
    }

    /** One event of now, of entities that have a past. */
    ModelInferRequest event(long number) {
        byte[] json = JsonRecords.renderBytes(events.event("call-" + number, number, Instant.now()));
        return ModelInferRequest.newBuilder()
                .setModelName(pipeline)
                .addInputs(InferInputTensor.newBuilder()
                        .setName("event")
                        .setDatatype("BYTES")
                        .addShape(1)
                        .setContents(InferTensorContents.newBuilder().addBytesContents(ByteString.copyFrom(json))))
                .build();
    }

    /** One row of values. */
    ModelInferRequest values(long number) {
        InferTensorContents.Builder row = InferTensorContents.newBuilder();
        for (int i = 0; i < features; i++) {
            row.addFp32Contents((int) ((number + i) % 97));
        }
        return ModelInferRequest.newBuilder()
                .setModelName(pipeline)
                .addInputs(InferInputTensor.newBuilder()
                        .setName("numeric")
                        .setDatatype("FP32")
                        .addShape(1)
                        .addShape(features)
                        .setContents(row))
                .build();
    }
}
