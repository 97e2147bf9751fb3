package io.headrace.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.headrace.monitor.drift.DriftResult;
import io.headrace.monitor.drift.DriftVerdict;
import io.headrace.monitor.statistics.ChiSquaredHomogeneity;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MonitorMetricsTest {

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final MonitorMetrics metrics = new MonitorMetrics(meters);

    @Test
    void aStatisticHasOneGaugeThatShowsTheLastWindow() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger micrometer = (Logger) LoggerFactory.getLogger("io.micrometer");
        micrometer.addAppender(log);

        metrics.window(window("amount", 0.1));
        metrics.window(window("amount", 0.3));
        metrics.window(window("score", 0.2)); // another champion may have other statistics

        assertThat(psi("amount")).isEqualTo(0.3);
        assertThat(psi("score")).isEqualTo(0.2);
        assertThat(log.list).as("nothing is registered twice").isEmpty();
        micrometer.detachAppender(log);
    }

    @Test
    void whatWaitsIsSummedOverPartitions() {
        metrics.waiting(0, 3, 10);
        metrics.waiting(1, 4, 20);
        metrics.waiting(1, 5, 30);
        metrics.held(7);

        assertThat(waiting("counterparts")).isEqualTo(8);
        assertThat(waiting("labels")).isEqualTo(40);
        assertThat(meters.get("headrace.monitor.held").gauge().value()).isEqualTo(7);
    }

    private double waiting(String what) {
        return meters.get("headrace.monitor.waiting").tag("what", what).gauge().value();
    }

    private double psi(String statistic) {
        return meters.get("headrace.monitor.psi")
                .tag("statistic", statistic)
                .gauge()
                .value();
    }

    private static DriftVerdict window(String statistic, double psi) {
        return new DriftVerdict(List.of(
                new DriftResult(statistic, new ChiSquaredHomogeneity(0, 1, 1, 1), false, 1, psi, false, false)));
    }
}
