package io.headrace.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.embedded.StartFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftInjectionTest {

    private static final Instant FIRST = Instant.parse("2026-01-01T09:30:00Z");
    private static final Instant NEWEST = Instant.parse("2026-01-31T23:00:00Z");
    private static final Map<String, String> PACE = Map.of("headrace.connectors.payments.payments.per.second", "10");

    @TempDir
    Path data;

    private final List<String> changes = new ArrayList<>();

    @Test
    void theDriftLiesAheadOfAllThatIsSentAndIsInjectedOnce() {
        DriftInjection drift = injection();

        drift.inject(this::changed, FIRST, () -> NEWEST);
        drift.inject(this::changed, FIRST, () -> NEWEST);

        assertThat(changes).containsExactly("payments {drift.day=38}");
    }

    @Test
    void aDemoThatGoesOnTellsItsConnectorOfTheSameDriftAndInjectsNone() {
        assertThat(DriftInjection.withKept(PACE, data)).isEqualTo(PACE);
        injection().inject(this::changed, FIRST, () -> NEWEST);
        changes.clear();

        injection().inject(this::changed, FIRST, () -> NEWEST);

        assertThat(changes).isEmpty();
        assertThat(DriftInjection.withKept(PACE, data))
                .containsAllEntriesOf(PACE)
                .containsEntry("headrace.connectors.payments.drift.day", "38");
    }

    @Test
    void aScriptSaysWhichConnectorAndSetting() {
        assertThatThrownBy(() -> DemoScript.Drift.parse("drift"))
                .isInstanceOf(StartFailure.class)
                .hasMessage("demo.drift: found drift; right is CONNECTOR.SETTING");
    }

    private DriftInjection injection() {
        return new DriftInjection(DemoScript.Drift.parse("payments.drift.day"), data);
    }

    private void changed(String connector, Map<String, String> settings) {
        changes.add(connector + " " + settings);
    }
}
