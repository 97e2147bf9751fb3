package io.headrace.benchmarks.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.headrace.benchmarks.process.BenchFailure;
import io.headrace.benchmarks.results.Machine;
import io.headrace.scoring.grpc.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import io.headrace.scoring.grpc.protocol.ModelInferRequest;
import io.headrace.scoring.grpc.protocol.ModelInferResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At a tiny size, against a server that answers at once. */
class OnlineLoadTest {

    private static final Machine MACHINE = new Machine(2, 24_000, "Linux amd64", "25.0.1", "4.4.0", 0.25);

    private final AtomicLong answered = new AtomicLong();
    private final Set<String> events = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;
    private Server server;

    @BeforeEach
    void serve() throws IOException {
        server = NettyServerBuilder.forPort(0)
                .addService(new GRPCInferenceServiceImplBase() {
                    @Override
                    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> caller) {
                        if (refusing) {
                            caller.onError(Status.UNAVAILABLE.asRuntimeException());
                            return;
                        }
                        answered.incrementAndGet();
                        events.add(request.getInputs(0)
                                .getContents()
                                .getBytesContents(0)
                                .toStringUtf8()
                                .replaceAll(".*\"id\":\"([^\"]*)\".*", "$1"));
                        caller.onNext(ModelInferResponse.getDefaultInstance());
                        caller.onCompleted();
                    }
                })
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    @Test
    void everyCallerCallsAgainAndEachCallIsAnotherEvent() {
        OnlineLoad.Outcome outcome = load().run(8, Duration.ofMillis(500));

        assertThat(outcome.failed()).isZero();
        assertThat(outcome.answered()).isPositive().isLessThanOrEqualTo(answered.get());
        assertThat(outcome.latencies().count()).isEqualTo((int) outcome.answered());
        assertThat(outcome.perSecond()).isEqualTo(outcome.answered() / 0.4);
        assertThat(outcome.latencies().p50Millis()).isBetween(0.0, 500.0);
        assertThat(events).hasSize((int) answered.get());
    }

    @Test
    void aServerThatAnswersNobodyIsSaid() {
        assertThat(load().answers()).isTrue();
        refusing = true;

        assertThat(load().answers()).isFalse();
        assertThatThrownBy(() -> load().run(2, Duration.ofSeconds(20)))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("UNAVAILABLE");
    }

    @Test
    void eachRunIsALineOfTheTableAndFailedCallsAreReported() {
        OnlineLoad.Outcome outcome = load().run(1, Duration.ofSeconds(1));
        OnlineRun run = new OnlineRun(
                OnlineRun.APART,
                1,
                3,
                1234.4,
                outcome.latencies(),
                new TreeMap<>(Map.of("scoring", 200.0, "features", 100.0)),
                0.1);
        OnlineResults results =
                new OnlineResults(MACHINE, "abcdef1", new OnlineOptions(List.of(1), 1, 40_000, 15), List.of(run));

        List<String> lines = OnlineReport.lines(results);

        assertThat(lines).hasSize(5);
        assertThat(lines.get(3))
                .contains("features apart")
                .contains("1,234")
                .contains("features 100 µs, scoring 200 µs");
        assertThat(lines.getLast()).isEqualTo("✘ features apart, 1 callers: 3 calls failed");
    }

    private OnlineLoad load() {
        OnlineCalls calls = new OnlineCalls("online", 30);
        return new OnlineLoad("127.0.0.1:" + server.getPort(), calls::event);
    }
}
