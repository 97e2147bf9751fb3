package io.headrace.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX Runtime session and its buffers. Threads run it side by side, each on its own buffers, which go back into a pool:
 * as many exist as threads ever ran at once, virtual threads too. Whoever closes it must know that nobody runs it.
 */
final class ModelSession {

    /** More rows are scored in slices of this many: 1024 is where throughput is flat, and it bounds native memory. */
    private static final int SLICE_ROWS = 1024;

    private static final int SMALL_ROWS = 16;

    private final GraphShape shape;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final ConcurrentLinkedDeque<ScoringBuffers> small = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedDeque<ScoringBuffers> large = new ConcurrentLinkedDeque<>();

    ModelSession(GraphShape shape, ModelArtifact artifact) {
        this.shape = shape;
        environment = OnnxRuntime.environment();
        session = open(shape, environment, artifact);
    }

    private static OrtSession open(GraphShape shape, OrtEnvironment environment, ModelArtifact artifact) {
        OrtSession opened;
        try (SessionOptions options = options()) {
            opened = environment.createSession(artifact.onnx(), options);
        } catch (OrtException e) {
            throw new ModelRefused(
                    shape.model() + ": " + artifact.size() + " bytes with SHA-256 " + artifact.sha256()
                            + " are no model that ONNX Runtime " + environment.getVersion() + " can load: "
                            + e.getMessage(),
                    e);
        }
        boolean fits = false;
        try {
            shape.check(opened);
            fits = true;
            return opened;
        } catch (OrtException e) {
            throw new ModelRefused(
                    shape.model() + ": the graph's inputs and outputs can't be read: " + e.getMessage(), e);
        } finally {
            if (!fits) {
                close(opened);
            }
        }
    }

    private static SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        // One thread a run: the service's threads are the parallelism; a pool a session would spin and grow with each
        // reload.
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        // The number of rows changes from run to run; remembered patterns would only cost.
        options.setMemoryPatternOptimization(false);
        options.setCPUArenaAllocator(true);
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        return options;
    }

    /**
     * Scores rows given as flat arrays.
     *
     * @return rows × width values, row after row
     */
    float[] run(float[] numeric, String[] categorical, int rows) {
        shape.mismatch(numeric.length, categorical.length, rows).ifPresent(mismatch -> {
            throw new IllegalArgumentException(mismatch);
        });
        float[] scores = new float[rows * shape.width()];
        for (int from = 0; from < rows; from += SLICE_ROWS) {
            int count = Math.min(SLICE_ROWS, rows - from);
            int start = from;
            String[] strings = count == rows
                    ? categorical
                    : Arrays.copyOfRange(categorical, from * shape.categorical(), (from + count) * shape.categorical());
            slice(
                    buffer -> buffer.put(numeric, start * shape.numeric(), count * shape.numeric()),
                    strings,
                    count,
                    scores,
                    from * shape.width());
        }
        return scores;
    }

    /** Scores one row. */
    float[] run(double[] numeric, String[] categorical) {
        shape.mismatch(numeric.length, categorical.length, 1).ifPresent(mismatch -> {
            throw new IllegalArgumentException(mismatch);
        });
        float[] scores = new float[shape.width()];
        slice(
                buffer -> {
                    for (double value : numeric) {
                        buffer.put((float) value);
                    }
                },
                categorical,
                1,
                scores,
                0);
        return scores;
    }

    private void slice(NumericFiller filler, String[] categorical, int rows, float[] scores, int at) {
        ConcurrentLinkedDeque<ScoringBuffers> pool = rows <= SMALL_ROWS ? small : large;
        ScoringBuffers buffers = borrow(pool, rows <= SMALL_ROWS ? SMALL_ROWS : SLICE_ROWS);
        try {
            filler.fill(buffers.numeric());
            buffers.run(session, categorical, rows).get(scores, at, rows * shape.width());
        } catch (OrtException e) {
            throw new ModelFailure(shape.model() + " failed on " + rows + " rows: " + e.getMessage(), e);
        } finally {
            pool.push(buffers);
        }
    }

    private ScoringBuffers borrow(ConcurrentLinkedDeque<ScoringBuffers> pool, int capacityRows) {
        @Nullable ScoringBuffers pooled = pool.poll();
        return pooled != null ? pooled : new ScoringBuffers(environment, shape, capacityRows);
    }

    /** Frees everything native. Must be called once, when nobody runs the session. */
    void close() {
        small.forEach(ScoringBuffers::close);
        large.forEach(ScoringBuffers::close);
        close(session);
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime would not free a session", e);
        }
    }

    /** Writes a slice's numeric values. */
    private interface NumericFiller {
        void fill(FloatBuffer buffer);
    }
}
