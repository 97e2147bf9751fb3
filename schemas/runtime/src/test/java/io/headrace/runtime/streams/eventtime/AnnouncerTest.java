package io.headrace.runtime.streams.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncerTest {

    private static final long START = 1_000_000;

    private final Announcer announcer =
            new Announcer(new Announcer.Rule(Optional.empty(), Duration.ofMillis(50)), START);

    @Test
    void progressIsToldNoOftenerThanStated() {
        List<Mark> said = new ArrayList<>();
        for (long at = 0; at < 200; at += 25) {
            announcer.tick(new Mark(at, at), START + at).ifPresent(said::add);
        }

        assertThat(said).extracting(Mark::watermark).containsExactly(50L, 100L, 150L);
    }

    @Test
    void whatIsNoNewsIsToldOnceAfterTheStart() {
        List<Mark> said = new ArrayList<>();
        for (long at = 0; at < 60_000; at += 25) {
            announcer.tick(new Mark(5, 7), START + at).ifPresent(said::add);
        }

        assertThat(said).containsExactly(new Mark(5, 7));
    }

    @Test
    void thatMoreWasReadIsNewsThoughEventTimeStandsStill() {
        announcer.tick(new Mark(5, 7), START + 50);

        assertThat(announcer.tick(new Mark(5, 8), START + 100)).contains(new Mark(5, 8));
    }
}
