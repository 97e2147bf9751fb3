package io.headrace.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Native memory for one run at a time of one model: input and output tensors over memory of our own, kept from run to run
 * while the number of rows stays the same. The memory is freed at {@link #close}, not whenever the collector comes.
 */
final class ScoringBuffers implements AutoCloseable {

    private final OrtEnvironment environment;
    private final GraphShape shape;
    private final Arena arena = Arena.ofShared();
    private final FloatBuffer numeric;
    private final FloatBuffer output;
    private final int capacityRows;
    private @Nullable Tensors tensors;

    ScoringBuffers(OrtEnvironment environment, GraphShape shape, int capacityRows) {
        this.environment = environment;
        this.shape = shape;
        this.capacityRows = capacityRows;
        numeric = floats((long) capacityRows * shape.numeric());
        output = floats((long) capacityRows * shape.width());
    }

    int capacityRows() {
        return capacityRows;
    }

    /** Where to put the numeric values, row after row, from the start. */
    FloatBuffer numeric() {
        return numeric.clear();
    }

    /**
     * Runs the model on the first rows of {@link #numeric()}.
     *
     * @param categorical rows × categorical values, row after row
     * @return the output values, row after row, from position 0; valid until the next run
     */
    FloatBuffer run(OrtSession session, String[] categorical, int rows) throws OrtException {
        Tensors reused = tensors(rows);
        if (shape.categorical() == 0) {
            runInto(session, reused.inputs, reused);
        } else {
            try (OnnxTensor strings =
                    OnnxTensor.createTensor(environment, categorical, new long[] {rows, shape.categorical()})) {
                Map<String, OnnxTensor> inputs = new HashMap<>(reused.inputs);
                inputs.put(GraphShape.CATEGORICAL, strings);
                runInto(session, inputs, reused);
            }
        }
        return output.clear();
    }

    private static void runInto(OrtSession session, Map<String, OnnxTensor> inputs, Tensors tensors)
            throws OrtException {
        // The pinned output is written in place; the result owns nothing, closing it is a formality.
        session.run(inputs, tensors.outputs).close();
    }

    private Tensors tensors(int rows) throws OrtException {
        Tensors current = tensors;
        if (current != null && current.rows == rows) {
            return current;
        }
        if (current != null) {
            tensors = null;
            current.close();
        }
        Tensors made = new Tensors(rows);
        tensors = made;
        return made;
    }

    @Override
    public void close() {
        if (tensors != null) {
            tensors.close();
        }
        arena.close();
    }

    private FloatBuffer floats(long count) {
        return arena.allocate(ValueLayout.JAVA_FLOAT, Math.max(1, count))
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Tensors over the buffers' first rows. */
    private final class Tensors implements AutoCloseable {

        private final int rows;
        private final Map<String, OnnxTensor> inputs;
        private final Map<String, OnnxTensor> outputs;

        Tensors(int rows) throws OrtException {
            this.rows = rows;
            inputs = shape.numeric() == 0
                    ? Map.of()
                    : Map.of(GraphShape.NUMERIC, tensor(numeric, rows, shape.numeric()));
            outputs = Map.of(shape.output(), tensor(output, rows, shape.width()));
        }

        private OnnxTensor tensor(FloatBuffer buffer, int rows, int columns) throws OrtException {
            return OnnxTensor.createTensor(environment, buffer.slice(0, rows * columns), new long[] {rows, columns});
        }

        @Override
        public void close() {
            inputs.values().forEach(OnnxTensor::close);
            outputs.values().forEach(OnnxTensor::close);
        }
    }
}
