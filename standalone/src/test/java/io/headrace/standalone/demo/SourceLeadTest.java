package io.headrace.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceLeadTest {

    private static final Instant SCORED = Instant.parse("2026-01-01T09:30:00Z");

    private final List<String> told = new ArrayList<>();
    private long nanos;

    @Test
    void aSourceThatIsFarAheadWaitsUntilItIsNearlyCaughtUpWith() {
        SourceLead lead = lead(false);

        look(lead, Duration.ofDays(3));
        look(lead, Duration.ofDays(5));
        look(lead, Duration.ofDays(5));
        look(lead, Duration.ofDays(3));
        assertThat(told).containsExactly("pause");

        look(lead, Duration.ofDays(1));
        look(lead, Duration.ofDays(3));
        assertThat(told).containsExactly("pause", "resume");
    }

    @Test
    void oneThatAnEarlierRunLeftWaitingGoesOn() {
        look(lead(true), Duration.ofHours(1));

        assertThat(told).containsExactly("resume");
    }

    @Test
    void howFarTheSourceIsIsNotAskedAllTheTime() {
        SourceLead lead = lead(false);
        for (int i = 0; i < 100; i++) {
            nanos += Duration.ofMillis(10).toNanos();
            lead.look(SCORED, () -> {
                told.add("asked");
                return SCORED;
            });
        }

        assertThat(told).containsExactly("asked", "asked");
    }

    private void look(SourceLead lead, Duration ahead) {
        nanos += Duration.ofSeconds(1).toNanos();
        lead.look(SCORED, () -> SCORED.plus(ahead));
    }

    private SourceLead lead(boolean paused) {
        return new SourceLead(
                new SourceLead.Source() {
                    @Override
                    public boolean runs() {
                        return true;
                    }

                    @Override
                    public void pause() {
                        told.add("pause");
                    }

                    @Override
                    public void resume() {
                        told.add("resume");
                    }
                },
                paused,
                () -> nanos);
    }
}
