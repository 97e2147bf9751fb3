package io.headrace.standalone.loop;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks for a score again and again: what a swap of models feels like from outside. */
final class SteadyCaller implements AutoCloseable {

    private static final int PAUSE_MS = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LoopClient client;
    private final Parcel parcel;
    private final List<String> models = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("steady-caller").factory());

    private SteadyCaller(LoopClient client, Parcel parcel) {
        this.client = client;
        this.parcel = parcel;
    }

    static SteadyCaller start(LoopClient client, Parcel parcel) {
        SteadyCaller caller = new SteadyCaller(client, parcel);
        var _ = caller.pace.scheduleWithFixedDelay(caller::ask, 0, PAUSE_MS, TimeUnit.MILLISECONDS);
        return caller;
    }

    private synchronized void ask() {
        try {
            HttpResponse<String> answer = client.score(parcel);
            if (answer.statusCode() == 200) {
                models.add(JSON.readTree(answer.body()).get("model").textValue());
            } else {
                failures.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            failures.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The model of each answer so far. */
    synchronized List<String> models() {
        return List.copyOf(models);
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** Lets the call that is out come back. */
    @Override
    public void close() {
        pace.close();
    }
}
