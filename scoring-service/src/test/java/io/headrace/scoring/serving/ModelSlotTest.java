package io.headrace.scoring.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headrace.model.ModelArtifact;
import io.headrace.model.ModelRunner;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.scoring.fixture.Models;
import io.headrace.scoring.fixture.Payments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelSlotTest {

    private static final FeatureSignature SIGNATURE = FeatureSignature.of(Payments.DEFINITION);
    private static final FeatureRow ROW = new FeatureRow("t1", Payments.START, Map.of(), Models.row(SIGNATURE, 1));
    private static final int SWAPS = 120;
    private static final int THREADS = 8;

    @Test
    void theAnnouncedBaselineServesFirst() {
        ModelSlot slot = ModelSlot.announcing(Payments.DEFINITION);

        try (Lease lease = slot.lease()) {
            Prediction prediction = lease.model().predict(ROW);

            assertThat(prediction.getModel()).isEqualTo("payments@0");
            assertThat(prediction.getPredictedClass()).isEqualTo("false");
            assertThat(prediction.getScore()).isZero();
            assertThat(prediction.getProbabilities()).isEqualTo(Map.of("false", 1.0, "true", 0.0));
            assertThat(lease.model().outputs(new float[0], new String[0], 2)).containsExactly(1, 0, 1, 0);
        }
    }

    @Test
    void aLeaseOutlivesTheSwitch() throws InterruptedException {
        ModelRunner first = open(1);
        ModelSlot slot = new ModelSlot(new LoadedModel(first, SIGNATURE));

        Lease lease = slot.lease();
        slot.switchTo(new LoadedModel(open(2), SIGNATURE));

        assertThat(lease.model().predict(ROW).getModel()).isEqualTo("payments@1");
        assertThat(first.awaitFreed(Duration.ZERO)).isFalse();
        lease.close();
        assertThat(first.awaitFreed(Duration.ofSeconds(5))).isTrue();
        assertThat(slot.serving()).hasToString("payments@2");
    }

    @Test
    void underManyThreadsNoRequestFailsNoneMixesVersionsAndEveryOldModelIsFreed() throws Exception {
        List<ModelRunner> runners =
                IntStream.rangeClosed(0, SWAPS).mapToObj(i -> open(i + 1)).toList();
        ModelSlot slot = new ModelSlot(new LoadedModel(runners.getFirst(), SIGNATURE));
        AtomicBoolean done = new AtomicBoolean();
        List<Future<Integer>> scoring = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                int rows = i % 2 == 0 ? 1 : 20;
                scoring.add(threads.submit(requests(slot, done, rows)));
            }
            for (ModelRunner runner : runners.subList(1, runners.size())) {
                slot.switchTo(new LoadedModel(runner, SIGNATURE));
            }
            done.set(true);
            for (Future<Integer> requests : scoring) {
                assertThat(requests.get()).isPositive();
            }
        }
        for (ModelRunner old : runners.subList(0, SWAPS)) {
            assertThat(old.awaitFreed(Duration.ofSeconds(5)))
                    .as(old.reference())
                    .isTrue();
        }
        assertThat(runners.getLast().awaitFreed(Duration.ZERO)).isFalse();
        slot.switchTo(new Baseline(Payments.DEFINITION));
    }

    /** Scores until told to stop; says how many requests that were. */
    private static Callable<Integer> requests(ModelSlot slot, AtomicBoolean done, int rows) {
        List<FeatureRow> batch = IntStream.range(0, rows).mapToObj(_ -> ROW).toList();
        return () -> {
            int requests = 0;
            while (!done.get() || requests == 0) {
                try (Lease lease = slot.lease()) {
                    String model = lease.model().ref().toString();
                    for (Prediction prediction : lease.model().predict(batch)) {
                        assertThat(prediction.getModel()).isEqualTo(model);
                        assertThat(prediction.getScore())
                                .isCloseTo(probability(lease.model().ref().version()), within(1e-6));
                    }
                }
                requests++;
            }
            return requests;
        };
    }

    private static double probability(int version) {
        return version / (SWAPS + 2.0);
    }

    private static ModelRunner open(int version) {
        ModelArtifact artifact = Models.answering(probability(version), SIGNATURE);
        return ModelRunner.open(Models.version(Payments.DEFINITION, version, artifact), artifact);
    }
}
