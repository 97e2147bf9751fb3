package io.headrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headrace.model.ModelRunner.Lease;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.ProblemType;
import io.headrace.schemas.feature.FeatureValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ModelRunnerTest {

    private static final ModelArtifact MIXED = new ModelArtifact(TinyModels.binary(2, 1));
    private static final ModelVersion MIXED_VERSION = TinyModels.binaryVersion(1, MIXED, 2, 1);

    @Test
    void scoresNumbersAndCategoriesWithMissingOnes() {
        try (ModelRunner runner = ModelRunner.open(MIXED_VERSION, MIXED)) {
            assertThat(positive(runner.score(TinyModels.row(List.of("risky"), 0.25, 0.5))))
                    .isCloseTo(sigmoid(1.75), within(1e-6));
            assertThat(positive(runner.score(TinyModels.row(List.of("risky"), Double.NaN, 0.5))))
                    .isCloseTo(sigmoid(1.5), within(1e-6));
            assertThat(positive(runner.score(TinyModels.row(List.of(""), 0.25, 0.5))))
                    .isCloseTo(sigmoid(0.75 + TinyModels.UNKNOWN), within(1e-6));
        }
    }

    @Test
    void scoresARegression() {
        ModelArtifact artifact = new ModelArtifact(TinyModels.regression(0, 2));
        ModelVersion version = TinyModels.version(1, artifact, ProblemType.REGRESSION, List.of(), 0, 2);
        try (ModelRunner runner = ModelRunner.open(version, artifact)) {
            assertThat(runner.score(TinyModels.row(List.of("risky", "x")))).isEqualTo(new Scores.Quantity(0.5f));
        }
    }

    @Test
    void scoresManyClassesInTheirOrder() {
        ModelArtifact artifact = new ModelArtifact(TinyModels.multiclass(1, 3));
        ModelVersion version = TinyModels.version(1, artifact, ProblemType.MULTICLASS, List.of("a", "b", "c"), 1, 0);
        try (ModelRunner runner = ModelRunner.open(version, artifact)) {
            Scores.Probabilities scores = (Scores.Probabilities) runner.score(TinyModels.row(List.of(), 2.0));
            assertThat(scores.mostProbable()).isEqualTo(2);
            assertThat(scores.values()[0] + scores.values()[1] + scores.values()[2])
                    .isCloseTo(1, within(1e-6f));
        }
    }

    @Test
    void batchesOfAnySizeAnswerAsSingleRowsDo() {
        try (ModelRunner runner = ModelRunner.open(MIXED_VERSION, MIXED)) {
            for (int size : new int[] {0, 1, 2, 16, 17, 1024, 1025, 2500}) {
                List<FeatureValues> rows = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    rows.add(TinyModels.row(List.of(i % 3 == 0 ? "risky" : "other"), i / 1000.0, i % 7));
                }
                List<Scores> together = runner.score(rows);
                assertThat(together).hasSize(size);
                for (int i = 0; i < size; i += 97) {
                    assertThat(together.get(i)).isEqualTo(runner.score(rows.get(i)));
                }
            }
        }
    }

    @Test
    void refusesRowsOfAnotherWidthSayingWhatItTakes() {
        try (ModelRunner runner = ModelRunner.open(MIXED_VERSION, MIXED)) {
            assertThatThrownBy(() -> runner.score(TinyModels.row(List.of("x"), 1.0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("payments@1 takes 2 numeric and 1 categorical values a row, found 1 and 1");
            assertThatThrownBy(() -> runner.score(List.of(TinyModels.row(List.of(), 1.0, 2.0))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aClosedRunnerFailsInWordsAndIsFreedOnlyWhenTheLastLeaseIsBack() throws Exception {
        ModelRunner runner = ModelRunner.open(MIXED_VERSION, MIXED);
        Lease lease = runner.lease().orElseThrow();
        runner.close();
        runner.close();

        assertThat(runner.lease()).isEmpty();
        assertThat(runner.awaitFreed(Duration.ZERO)).isFalse();
        lease.close();
        lease.close();
        assertThat(runner.awaitFreed(Duration.ofSeconds(5))).isTrue();
        assertThatThrownBy(() -> runner.score(TinyModels.row(List.of("x"), 1.0, 1.0)))
                .isInstanceOf(ModelFailure.class)
                .hasMessageContaining("payments@1 is closed");
    }

    @Test
    void aLeasedRunnerStillScoresAfterItsOwnerClosedIt() {
        ModelRunner runner = ModelRunner.open(MIXED_VERSION, MIXED);
        try (Lease lease = runner.lease().orElseThrow()) {
            runner.close();
            assertThat(lease.runner().score(TinyModels.row(List.of("x"), 1.0, 1.0)))
                    .isNotNull();
        }
    }

    @Test
    void swapsUnderLoadWithoutAFailedRequest() throws Exception {
        AtomicReference<ModelRunner> current = new AtomicReference<>(ModelRunner.open(MIXED_VERSION, MIXED));
        AtomicBoolean done = new AtomicBoolean();
        List<ModelRunner> replaced = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                counts.add(threads.submit(() -> scoreUntil(done, current)));
            }
            for (int swap = 2; swap < 60; swap++) {
                ModelRunner next = ModelRunner.open(TinyModels.binaryVersion(swap, MIXED, 2, 1), MIXED);
                ModelRunner old = current.getAndSet(next);
                old.close();
                replaced.add(old);
            }
            done.set(true);
            for (Future<Long> count : counts) {
                assertThat(count.get()).isPositive();
            }
        }
        current.get().close();
        replaced.add(current.get());
        for (ModelRunner runner : replaced) {
            assertThat(runner.awaitFreed(Duration.ofSeconds(10))).isTrue();
        }
    }

    private static long scoreUntil(AtomicBoolean done, AtomicReference<ModelRunner> current) {
        long scored = 0;
        while (!done.get() || scored == 0) {
            Optional<Lease> lease = current.get().lease();
            if (lease.isPresent()) {
                try (Lease held = lease.get()) {
                    held.runner().score(TinyModels.row(List.of("risky"), 1.0, 2.0));
                    held.runner()
                            .score(List.of(
                                    TinyModels.row(List.of("risky"), 1.0, 2.0),
                                    TinyModels.row(List.of("x"), 1.0, 2.0)));
                    scored++;
                }
            }
        }
        return scored;
    }

    private static double positive(Scores scores) {
        return ((Scores.Probabilities) scores).values()[1];
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
