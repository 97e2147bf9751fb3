package io.headrace.model;

import io.headrace.schemas.avro.GoldenRow;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.feature.FeatureValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model version ready to score, on any number of threads.
 *
 * <p>ONNX Runtime crashes the process when a session is closed while another thread runs it. So users are counted: opening
 * counts one (the owner), every {@link Lease} and every run one more, and when the last has left after {@link #close}, a
 * thread of its own frees the session. A service that swaps models takes a lease per request and closes the old runner after the switch:
 *
 * <pre>{@code
 * while (true) {
 *     Optional<ModelRunner.Lease> lease = current.get().lease();
 *     if (lease.isPresent()) {
 *         try (var held = lease.get()) { return held.runner().score(values); }
 *     } // swapped and closed in between: take the new one
 * }
 * }</pre>
 */
public final class ModelRunner implements AutoCloseable {

    private static final int WARM_RUNS = 50;
    private static final int WARM_BATCH = 64;

    private final ModelVersion version;
    private final GraphShape shape;
    private final ModelSession session;
    private final AtomicInteger users = new AtomicInteger(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch freed = new CountDownLatch(1);

    private ModelRunner(ModelVersion version, GraphShape shape, ModelSession session) {
        this.version = version;
        this.shape = shape;
        this.session = session;
    }

    /**
     * Loads a model and checks that its graph takes and gives what the version says. Nothing else is checked here: see {@link
     * ModelVerifier}.
     *
     * @throws ModelRefused if the bytes are no model or the graph differs from the version
     */
    public static ModelRunner open(ModelVersion version, ModelArtifact artifact) {
        GraphShape shape = GraphShape.of(version);
        return new ModelRunner(version, shape, new ModelSession(shape, artifact));
    }

    /** The release of ONNX Runtime that runs models here, for a model's lineage. */
    public static String runtimeVersion() {
        return OnnxRuntime.environment().getVersion();
    }

    public ModelVersion version() {
        return version;
    }

    /** The version as text, for example {@code payments@3}. */
    public String reference() {
        return shape.model();
    }

    /**
     * Scores one row.
     *
     * @throws ModelFailure if the runner is closed, or the graph fails
     * @throws IllegalArgumentException if the row has other numbers of values than the version
     */
    public Scores score(FeatureValues values) {
        mustEnter();
        try {
            return scores(session.run(values.numeric(), values.categorical()), 0);
        } finally {
            leave();
        }
    }

    /** Scores rows together, in order; as {@link #score(FeatureValues)}, and several times faster a row. */
    public List<Scores> score(List<FeatureValues> rows) {
        float[] numeric = new float[rows.size() * shape.numeric()];
        String[] categorical = new String[rows.size() * shape.categorical()];
        for (int row = 0; row < rows.size(); row++) {
            FeatureValues values = rows.get(row);
            shape.mismatch(values.numeric().length, values.categorical().length, 1)
                    .ifPresent(mismatch -> {
                        throw new IllegalArgumentException(mismatch);
                    });
            for (int i = 0; i < shape.numeric(); i++) {
                numeric[row * shape.numeric() + i] = (float) values.numeric()[i];
            }
            System.arraycopy(values.categorical(), 0, categorical, row * shape.categorical(), shape.categorical());
        }
        float[] flat = outputs(numeric, categorical, rows.size());
        List<Scores> scores = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            scores.add(scores(flat, row));
        }
        return scores;
    }

    /**
     * Scores rows given as flat arrays, row after row.
     *
     * @param numeric rows × numeric features; NaN is missing
     * @param categorical rows × categorical features; the empty string is missing
     * @return rows × {@link #width()} values, row after row
     * @throws ModelFailure if the runner is closed, or the graph fails
     * @throws IllegalArgumentException if the arrays have other lengths
     */
    public float[] outputs(float[] numeric, String[] categorical, int rows) {
        mustEnter();
        try {
            return session.run(numeric, categorical, rows);
        } finally {
            leave();
        }
    }

    /** Values the model gives a row: the number of classes, or 1 for a regression. */
    public int width() {
        return shape.width();
    }

    /** Runs the golden rows (or empty rows) one by one and as a batch until the first slow runs are over; some milliseconds. */
    public void warm() {
        List<FeatureValues> rows = version.getGoldenRows().isEmpty()
                ? List.of(missingRow())
                : version.getGoldenRows().stream().map(ModelRunner::values).toList();
        for (int i = 0; i < WARM_RUNS; i++) {
            score(rows.get(i % rows.size()));
        }
        List<FeatureValues> batch = new ArrayList<>();
        for (int i = 0; i < WARM_BATCH; i++) {
            batch.add(rows.get(i % rows.size()));
        }
        score(batch);
    }

    /** Keeps the model loaded until the lease is closed; empty once the runner is closed. */
    public Optional<Lease> lease() {
        return !closed.get() && enter() ? Optional.of(new Lease(this)) : Optional.empty();
    }

    /** Gives no further lease, and frees the model when the last one is back. Returns at once; may be called again. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            leave();
        }
    }

    /**
     * Waits until the model is freed, which {@link #close} begins.
     *
     * @return whether it is freed
     */
    public boolean awaitFreed(Duration timeout) throws InterruptedException {
        return freed.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Counts one more user, unless the last one has left. A lease's holder may score on after the owner's close. */
    private boolean enter() {
        int count = users.get();
        while (count > 0) {
            if (users.compareAndSet(count, count + 1)) {
                return true;
            }
            count = users.get();
        }
        return false;
    }

    private void mustEnter() {
        if (!enter()) {
            throw new ModelFailure(
                    shape.model() + " is closed; take a lease to keep a model while another replaces it");
        }
    }

    private void leave() {
        if (users.decrementAndGet() == 0) {
            FreeingThread.free(shape.model(), this::free);
        }
    }

    private void free() {
        session.close();
        freed.countDown();
    }

    private Scores scores(float[] flat, int row) {
        return switch (version.getProblem()) {
            case REGRESSION -> new Scores.Quantity(flat[row]);
            case BINARY, MULTICLASS ->
                new Scores.Probabilities(Arrays.copyOfRange(flat, row * shape.width(), (row + 1) * shape.width()));
        };
    }

    private FeatureValues missingRow() {
        double[] numeric = new double[shape.numeric()];
        Arrays.fill(numeric, Double.NaN);
        String[] categorical = new String[shape.categorical()];
        Arrays.fill(categorical, "");
        return new FeatureValues(numeric, categorical);
    }

    static FeatureValues values(GoldenRow row) {
        return new FeatureValues(
                row.getNumeric().stream().mapToDouble(Float::doubleValue).toArray(),
                row.getCategorical().toArray(String[]::new));
    }

    /** Keeps a model loaded. Close it exactly once; closing again does nothing. */
    public static final class Lease implements AutoCloseable {

        private final ModelRunner runner;
        private final AtomicBoolean returned = new AtomicBoolean();

        private Lease(ModelRunner runner) {
            this.runner = runner;
        }

        public ModelRunner runner() {
            return runner;
        }

        @Override
        public void close() {
            if (returned.compareAndSet(false, true)) {
                runner.leave();
            }
        }
    }
}
