package io.headrace.runtime;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A process like an app's, with a real HTTP server and broker, a registry in memory, and fake apps. */
public final class TestContext implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private TestContext(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    public static TestContext start(Map<String, Object> settings, HeadraceApp... apps) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "micronaut.server.port",
                -1,
                "kafka.bootstrap.servers",
                TestBroker.bootstrapServers(),
                "schema.registry.url",
                "mock://" + UUID.randomUUID(),
                "headrace.state-dir",
                TestBroker.directory().toString()));
        properties.putAll(settings);
        ApplicationContextBuilder builder = ApplicationContext.builder().properties(properties);
        for (HeadraceApp app : apps) {
            builder.beanDefinitions(RuntimeBeanDefinition.builder(HeadraceApp.class, () -> app)
                    .singleton(true)
                    .qualifier(Qualifiers.byName(app.name()))
                    .annotationMetadata(AnnotationMetadata.EMPTY_METADATA)
                    .build());
        }
        ApplicationContext context = builder.build();
        try {
            return new TestContext(
                    context, context.start().getBean(EmbeddedServer.class).start());
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public HttpResponse<String> get(String path) {
        return get(server.getPort(), path);
    }

    public static HttpResponse<String> get(int port, String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
