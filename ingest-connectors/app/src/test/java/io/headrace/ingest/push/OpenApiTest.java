package io.headrace.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.ingest.IngestProcess;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The OpenAPI document that the build writes and the process serves. */
class OpenApiTest {

    @Test
    void itIsServedAndNamesEveryRoute() throws Exception {
        try (IngestProcess process = IngestProcess.start("documented", Map.of())) {
            HttpResponse<String> response = process.fetch("/openapi/headrace-push.yml");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(documented(response.body()))
                    .contains("POST /v1/pipelines/{pipeline}/events")
                    .isEqualTo(routed(process.bean(Router.class)));
        }
    }

    /** Compared with the router, so that a new route without documentation is seen. */
    private static Set<String> routed(Router router) {
        return router.uriRoutes()
                .filter(route -> route.getDeclaringType().getName().startsWith("io.headrace."))
                .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
                .map(route -> route.getHttpMethodName() + " "
                        + route.getUriMatchTemplate().toPathString())
                .collect(Collectors.toSet());
    }

    private static Set<String> documented(String document) {
        Map<String, Map<String, Map<String, Object>>> tree = new Yaml().load(document);
        return tree.get("paths").entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
    }
}
