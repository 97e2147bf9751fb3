package io.headrace.runtime.streams.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncerTest {

    private static final long START = 1_000_000;
    private static final boolean AT_END = true;
    private static final boolean NOT_AT_END = false;

    private final Announcer announcer = announcer(Optional.of(Duration.ofMillis(100)));

    @Test
    void aSourceAtItsEndIsIdleWhenNothingHasComeForTheStatedTime() {
        assertThat(ticks(announcer, 5, 0, AT_END)).isEmpty();
        assertThat(ticks(announcer, 5, 75, AT_END)).containsExactly(Mark.busy(5));

        List<Mark> later = ticks(announcer, 5, 100, AT_END);

        assertThat(later).containsExactly(Mark.idle(5, START + 100));
    }

    @Test
    void aSourceThatIsNotAtItsEndIsNotIdleHoweverLongNothingComes() {
        for (long at = 0; at < 5_000; at += 25) {
            assertThat(ticks(announcer, 5, at, NOT_AT_END)).noneMatch(Mark::isIdle);
        }
    }

    @Test
    void anIdleSourceSaysSoAgainEveryTwoSeconds() {
        List<Mark> said = new ArrayList<>();
        for (long at = 0; at < 7_000; at += 25) {
            said.addAll(ticks(announcer, 5, at, AT_END));
        }

        assertThat(said.stream().filter(Mark::isIdle).map(Mark::idleAt))
                .containsExactly(START + 100, START + 2_100, START + 4_100, START + 6_100);
    }

    @Test
    void aSourceWhoseTaskWasStoppedIsNotIdleRightAfterwards() {
        ticks(announcer, 5, 0, AT_END);

        assertThat(ticks(announcer, 5, 30_000, AT_END)).noneMatch(Mark::isIdle);
        assertThat(ticks(announcer, 5, 30_100, AT_END)).anyMatch(Mark::isIdle);
    }

    @Test
    void aRecordWakesAnIdleSourceBeforeAnythingElse() {
        ticks(announcer, 5, 0, AT_END);
        ticks(announcer, 5, 100, AT_END);

        assertThat(announcer.wake(5, START + 110)).contains(new Mark(5, START + 100, false));
        assertThat(announcer.wake(6, START + 120)).isEmpty();
    }

    @Test
    void progressIsReportedNoOftenerThanStated() {
        List<Mark> said = new ArrayList<>();
        for (long at = 0; at < 200; at += 25) {
            announcer.wake(at, START + at);
            said.addAll(ticks(announcer, at, at, NOT_AT_END));
        }

        assertThat(said).extracting(Mark::watermark).containsExactly(50L, 100L, 150L);
    }

    @Test
    void whereNoSourceIsEverIdleItIsNot() {
        Announcer replay = announcer(Optional.empty());
        for (long at = 0; at < 5_000; at += 25) {
            assertThat(ticks(replay, 5, at, AT_END)).noneMatch(Mark::isIdle);
        }
    }

    private static Announcer announcer(Optional<Duration> idleAfter) {
        return new Announcer(new Announcer.Rule(idleAfter, Duration.ofMillis(50)), START);
    }

    private static List<Mark> ticks(Announcer announcer, long watermark, long at, boolean atEnd) {
        return announcer.tick(watermark, () -> atEnd ? START + at : Mark.NEVER, START + at).stream()
                .toList();
    }
}
