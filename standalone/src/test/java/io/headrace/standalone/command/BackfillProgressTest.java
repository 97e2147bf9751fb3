package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.standalone.backfill.BackfillCounts;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BackfillProgressTest {

    @Test
    void aLineHasShareRateAndTimeLeft() {
        assertThat(BackfillProgress.line(1_500_000, 0.25, 10))
                .isEqualTo("█████░░░░░░░░░░░░░░░  25 %   1,500,000 events   150,000/s   0:30 left");
        assertThat(BackfillProgress.line(10, 1, 100)).endsWith("10 events   0/s   0:00 left");
    }

    @Test
    void ofAPackedFileTheShareIsNotKnown() {
        assertThat(BackfillProgress.line(1_000, Double.NaN, 2)).isEqualTo("1,000 events   500/s");
    }

    @Test
    void theSummaryTellsWhatBecameOfEachStreamsEvents() {
        BackfillCounts counts = new BackfillCounts(
                new BackfillCounts.OfEvents(8, 1, 1, new TreeMap<>(Map.of("ahead-of-time", 2L))),
                new TreeMap<>(
                        Map.of("logins", new BackfillCounts.OfEvents(5, 4, 0, new TreeMap<>(Map.of("broken", 1L))))),
                7,
                new TreeMap<>(),
                8,
                6,
                2);

        assertThat(BackfillProgress.summary(counts, "DIR", 2_000_000_000))
                .containsExactly(
                        "@|green ✔|@ DIR: 8 rows and 6 examples of 12 events in 2.0 s, 6 events/s",
                        "  clean 8   duplicates 1   dropped 1   labels 7   without a label yet 2",
                        "@|yellow ⚠|@ left out, as the stream would by the rule ahead-of-time: 2",
                        "  events of logins 10: clean 5   duplicates 4   dropped 0",
                        "@|yellow ⚠|@ of logins left out, as the stream would by the rule broken: 1");
    }
}
