package io.headrace.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.AppState;
import io.headrace.runtime.FakeApp;
import io.headrace.runtime.TestContext;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbesTest {

    private final FakeApp cleaning = new FakeApp("cleaning");
    private final FakeApp scoring = new FakeApp("scoring");
    private final TestContext context = TestContext.start(Map.of(), cleaning, scoring);

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void withEveryAppRunningTheProcessIsReadyAndAlive() {
        cleaning.is(new AppState.Running());
        scoring.is(new AppState.Running());

        assertThat(context.get("/health").statusCode()).isEqualTo(200);
        assertThat(context.get("/health/readiness").statusCode()).isEqualTo(200);
        assertThat(context.get("/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void anAppThatStartsMakesTheProcessUnreadyButAlive() {
        cleaning.is(new AppState.Running());
        scoring.is(new AppState.Starting("restoring 3 stores"));

        assertThat(context.get("/health/readiness").statusCode()).isEqualTo(503);
        assertThat(context.get("/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void anAppThatGaveUpMakesTheProcessDead() {
        cleaning.is(new AppState.Failed("disk full"));
        scoring.is(new AppState.Running());

        assertThat(context.get("/health/readiness").statusCode()).isEqualTo(503);
        assertThat(context.get("/health/liveness").statusCode()).isEqualTo(503);
        assertThat(context.get("/health/liveness").body()).contains("cleaning", "disk full");
    }

    @Test
    void healthTellsOfEachAppByName() {
        cleaning.is(new AppState.Running());
        scoring.is(new AppState.Starting("restoring 3 stores"));

        String body = context.get("/health").body();

        assertThat(body)
                .contains("\"cleaning\":{\"name\":\"headrace\",\"status\":\"UP\",\"details\":{\"state\":\"running\"}}")
                .contains(
                        "\"scoring\":{\"name\":\"headrace\",\"status\":\"DOWN\",\"details\":{\"state\":\"restoring 3 stores\"}}");
    }

    @Test
    void whileAnAppStartsTheProcessIsAliveButNotReady() throws IOException {
        int port = freePort();
        List<Integer> seen = new CopyOnWriteArrayList<>();
        FakeApp slow = new FakeApp("slow", () -> {
            seen.add(TestContext.get(port, "/health/liveness").statusCode());
            seen.add(TestContext.get(port, "/health/readiness").statusCode());
        });

        TestContext.start(Map.of("micronaut.server.port", port), slow).close();

        assertThat(seen).containsExactly(200, 503);
    }

    @Test
    void prometheusReadsWithoutCredentials() {
        cleaning.is(new AppState.Running());

        assertThat(context.get("/prometheus").body())
                .contains("headrace_app_running{app=\"cleaning\"} 1.0")
                .contains("headrace_app_running{app=\"scoring\"} 0.0")
                .contains("jvm_memory_used_bytes");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
