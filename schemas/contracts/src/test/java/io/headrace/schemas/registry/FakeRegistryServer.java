package io.headrace.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that gives the answers it was told to give, and remembers what it was asked. */
final class FakeRegistryServer implements AutoCloseable {

    record Asked(String method, String path, String authorization, String contentType, String body) {}

    /** @param more bytes announced that never come */
    private record Told(int status, String body, int more) {}

    private final HttpServer server;
    private final Queue<Told> answers = new ArrayDeque<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    FakeRegistryServer() {
        this(http());
    }

    FakeRegistryServer(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.start();
    }

    private static HttpServer http() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    FakeRegistryServer tell(int status, String body) {
        answers.add(new Told(status, body, 0));
        return this;
    }

    /** Announces one byte more than it then sends. */
    FakeRegistryServer stallIn(int status, String body) {
        answers.add(new Told(status, body, 1));
        return this;
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    List<Asked> asked() {
        return asked;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        Told told = answers.isEmpty() ? new Told(500, "nothing to tell", 0) : answers.remove();
        byte[] body = told.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(told.status(), body.length == 0 ? -1 : body.length + told.more());
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
        if (told.more() == 0) {
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
