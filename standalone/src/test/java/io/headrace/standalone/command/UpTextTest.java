package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.intake.ChangedFeatures;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UpTextTest {

    private static final SortedMap<String, Duration> COLD = new TreeMap<>(Map.of("km_P7D", Duration.ofDays(7)));
    private static final SortedSet<String> KEPT = new TreeSet<>(Set.of("rides"));

    @Test
    void whereFeaturesBeginColdABackfillIsOffered() {
        assertThat(UpText.changed(new ChangedFeatures(COLD, KEPT), true))
                .containsExactly(
                        "@|yellow ⚠|@ The definition has changed: cold begin km_P7D (whole after PT168H); their past keep rides",
                        "  Stop, and start again with --backfill: they get their past from all that came so far.");
    }

    @Test
    void noneIsOfferedWhereItWouldBeRefusedOrGiveNothing() {
        assertThat(UpText.changed(new ChangedFeatures(COLD, KEPT), false)).hasSize(1);
        assertThat(UpText.changed(new ChangedFeatures(new TreeMap<>(Map.of("tariff", Duration.ZERO)), KEPT), true))
                .hasSize(1);
    }

    @Test
    void whereTheyHaveTheirPastNothingIsAskedFor() {
        assertThat(UpText.changed(new ChangedFeatures(COLD, KEPT).restored(), true))
                .containsExactly("@|green ✔|@ The definition has changed: their past have from history km_P7D;"
                        + " their past keep rides");
        assertThat(UpText.changed(new ChangedFeatures(new TreeMap<>(), KEPT), true))
                .containsExactly(
                        "@|green ✔|@ The definition has changed: no feature begins cold; their past keep rides");
    }
}
