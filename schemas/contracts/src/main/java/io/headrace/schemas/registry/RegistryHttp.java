package io.headrace.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks a registry's addresses in turn until one answers. An address that cannot be reached or answers 429 or 5xx is passed
 * over; between rounds it waits, twice as long each time, with jitter. The address that answered last is asked first.
 */
final class RegistryHttp {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    /** What an address answered. */
    record Answer(String url, int status, String body) {}

    private final RegistryConfig config;
    private final HttpClient client;
    private volatile int preferred;

    RegistryHttp(RegistryConfig config) {
        this.config = config;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(config.connectTimeout());
        config.tls().context().ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    Answer get(String path) {
        return ask("GET", path, null);
    }

    Answer post(String path, String body) {
        return ask("POST", path, body);
    }

    Answer put(String path, String body) {
        return ask("PUT", path, body);
    }

    String location() {
        return config.urls().stream().map(URI::toString).collect(Collectors.joining(","));
    }

    private Answer ask(String method, String path, @Nullable String body) {
        String found = "";
        Exception cause = null;
        for (int round = 0; round <= config.maxRetries(); round++) {
            pause(round);
            List<URI> urls = config.urls();
            int first = preferred;
            for (int i = 0; i < urls.size(); i++) {
                int index = (first + i) % urls.size();
                String url = urls.get(index) + path;
                try {
                    Answer answer = send(method, url, body);
                    if (answer.status() != 429 && answer.status() < 500) {
                        preferred = index;
                        return answer;
                    }
                    found = url + " answered " + answer.status();
                } catch (IOException e) {
                    found = url + ": " + reason(e);
                    cause = e;
                }
            }
        }
        throw new SchemaRegistryUnavailable(
                "The schema registry did not answer in " + (config.maxRetries() + 1) + " attempts; the last: " + found
                        + ". Check that it runs and that schema.registry.url (" + location() + ") is right.",
                cause);
    }

    private Answer send(String method, String url, @Nullable String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Accept", MEDIA_TYPE + ", application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body, UTF_8));
        if (body != null) {
            request.header("Content-Type", MEDIA_TYPE);
        }
        config.authorization().ifPresent(value -> request.header("Authorization", value));
        HttpResponse<String> response = whole(request.build());
        return new Answer(url, response.statusCode(), response.body());
    }

    /**
     * A request's own time-out ends with the answer's head; one that stalls in its body would hold up a stream for ever. A
     * thread of its own waits for the answer: the client's asynchronous answers need a free thread of the common pool, which
     * on a small machine has only one, and whoever holds it may be waiting for this very answer.
     */
    private HttpResponse<String> whole(HttpRequest request) throws IOException {
        Duration patience = config.connectTimeout().plus(config.readTimeout());
        FutureTask<HttpResponse<String>> coming =
                new FutureTask<>(() -> client.send(request, BodyHandlers.ofString(UTF_8)));
        Thread.startVirtualThread(coming);
        try {
            return coming.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            coming.cancel(true);
        }
    }

    private void pause(int round) {
        if (round == 0) {
            return;
        }
        long longest =
                Math.min(config.retryMaxWait().toMillis(), config.retryWait().toMillis() << Math.min(round - 1, 20));
        long millis = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        try {
            Thread.sleep(Duration.ofMillis(millis));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private SchemaRegistryUnavailable interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new SchemaRegistryUnavailable("Interrupted while asking the schema registry at " + location(), e);
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
