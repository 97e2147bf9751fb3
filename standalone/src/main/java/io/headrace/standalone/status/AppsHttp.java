package io.headrace.standalone.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.embedded.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Asks a system by HTTP. Every method throws {@link StartFailure} where nothing answers, or not what was asked for. */
public final class AppsHttp implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String url;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    /** @param url without a slash at the end */
    public AppsHttp(String url) {
        this.url = url;
    }

    /** What a path shows; empty where there is none (404). */
    public Optional<JsonNode> get(String path) {
        HttpResponse<String> answer = send(request(path).build());
        return answer.statusCode() == 404 ? Optional.empty() : Optional.of(json(answer));
    }

    /** As {@link #get}; empty also where the app that answers it is not ready yet. */
    public Optional<JsonNode> getIfReady(String path) {
        HttpResponse<String> answer = send(request(path).build());
        return answer.statusCode() == 404 || answer.statusCode() == 503 ? Optional.empty() : Optional.of(json(answer));
    }

    /** What a path answers as it is. */
    public String text(String path) {
        return good(send(request(path).build())).body();
    }

    /** What health says, well or ill: ill is no failure to answer. */
    public JsonNode health() {
        HttpResponse<String> answer = send(request("/health").build());
        return answer.statusCode() == 503 ? parsed(answer) : json(answer);
    }

    /** What the answer to a body is. */
    public JsonNode post(String path, String body) {
        return json(send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StartFailure("nothing answers on " + request.uri() + "; is the system still starting?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("stopped while asking " + request.uri(), e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return parsed(good(answer));
    }

    private static HttpResponse<String> good(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new StartFailure(answer.uri() + " answered " + answer.statusCode() + ": " + reason(answer.body()));
        }
        return answer;
    }

    /** What problem details say, mistake by mistake; anything else as it is. */
    static String reason(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            if (!problem.has("detail")) {
                return body;
            }
            StringBuilder reason = new StringBuilder(problem.path("detail").asText());
            problem.path("mistakes")
                    .forEach(mistake -> reason.append("\n  ")
                            .append(mistake.path("pointer").asText())
                            .append(": found ")
                            .append(mistake.path("found").asText())
                            .append("; right is ")
                            .append(mistake.path("right").asText()));
            return reason.toString();
        } catch (JsonProcessingException e) {
            return body;
        }
    }

    private static JsonNode parsed(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new StartFailure(answer.uri() + " answered what is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
