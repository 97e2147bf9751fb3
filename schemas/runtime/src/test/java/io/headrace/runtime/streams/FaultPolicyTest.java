package io.headrace.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.streams.FaultPolicy.Decision.GiveUp;
import io.headrace.runtime.streams.FaultPolicy.Decision.Restart;
import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FaultPolicyTest {

    private final RuntimeException bug = new IllegalStateException("bug");

    private final FaultPolicy policy = new FaultPolicy();
    private Instant now = Instant.EPOCH;

    @Test
    void aFirstFaultIsFollowedByARestart() {
        assertThat(policy.decide(bug, now)).isInstanceOf(Restart.class);
    }

    @Test
    void theSameFaultAgainAndAgainEndsTheApp() {
        times(3, bug);

        assertThat(policy.decide(bug, now)).isInstanceOf(GiveUp.class);
    }

    @Test
    void faultsFarApartAreNotAgainAndAgain() {
        for (int i = 0; i < 100; i++) {
            now = now.plus(Duration.ofMinutes(6));
            assertThat(policy.decide(bug, now)).isInstanceOf(Restart.class);
        }
    }

    @Test
    void aRegistryOrBrokerThatIsAwayIsWaitedForLonger() {
        times(15, new StreamsException(new SchemaRegistryUnavailable("away", null)));
        times(15, new StreamsException(new TimeoutException("away")));

        assertThat(policy.decide(new TimeoutException("away"), now)).isInstanceOf(GiveUp.class);
    }

    @Test
    void pausesGrowUpToALimit() {
        Duration first = pause();
        Duration second = pause();
        times(20, new TimeoutException("away"));

        assertThat(second).isEqualTo(first.multipliedBy(2));
        assertThat(pause()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void anErrorOfTheMachineEndsTheAppAtOnce() {
        assertThat(policy.decide(new StreamsException(new OutOfMemoryError("heap")), now))
                .isInstanceOf(GiveUp.class);
    }

    private Duration pause() {
        return policy.decide(new TimeoutException("away"), now) instanceof Restart(Duration pause)
                ? pause
                : Duration.ZERO;
    }

    private void times(int times, RuntimeException fault) {
        for (int i = 0; i < times; i++) {
            assertThat(policy.decide(fault, now)).isInstanceOf(Restart.class);
        }
    }
}
