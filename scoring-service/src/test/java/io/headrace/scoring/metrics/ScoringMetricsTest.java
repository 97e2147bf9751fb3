package io.headrace.scoring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.model.ModelRef;
import io.headrace.schemas.definition.PipelineName;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ScoringMetricsTest {

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicReference<ModelRef.ByVersion> serving =
            new AtomicReference<>(new ModelRef.ByVersion(new PipelineName("payments"), 1));

    /** Nobody but the gauge holds what it asks, as where the service makes it. */
    @Test
    void theServingVersionIsToldHoweverOftenGarbageIsCollected() {
        new ScoringMetrics(meters, serving::get);
        serving.set(new ModelRef.ByVersion(new PipelineName("payments"), 2));

        collectGarbage();

        assertThat(meters.get("headrace.scoring.model.version").gauge().value()).isEqualTo(2);
    }

    private static void collectGarbage() {
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        while (garbage.get() != null) {
            System.gc();
        }
    }
}
