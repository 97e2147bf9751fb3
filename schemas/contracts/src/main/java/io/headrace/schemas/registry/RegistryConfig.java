package io.headrace.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How to reach a registry.
 *
 * @param urls one or more, without a trailing slash and without credentials
 * @param authorization the value of the Authorization header
 * @param maxRetries attempts after the first, 0 or more
 * @param retryWait before the first retry; doubles up to {@code retryMaxWait}
 */
record RegistryConfig(
        List<URI> urls,
        Optional<String> authorization,
        TlsConfig tls,
        Duration connectTimeout,
        Duration readTimeout,
        int maxRetries,
        Duration retryWait,
        Duration retryMaxWait) {

    static final String MOCK_SCHEME = "mock://";
    static final String PREFIX = "schema.registry.";

    static RegistryConfig of(Map<String, ?> config) {
        Lookup lookup = new Lookup(config);
        List<URI> urls = Stream.of(lookup.text("url").orElse("").split(",", -1))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(RegistryConfig::address)
                .toList();
        if (urls.isEmpty()) {
            throw new IllegalArgumentException(
                    "schema.registry.url is not set; write the registry's address, such as http://localhost:8081");
        }
        return new RegistryConfig(
                urls.stream().map(RegistryConfig::withoutCredentials).toList(),
                authorization(lookup, urls),
                TlsConfig.of(lookup),
                lookup.millis("http.connect.timeout.ms", 5_000),
                lookup.millis("http.read.timeout.ms", 10_000),
                lookup.number("max.retries", 5),
                lookup.millis("retries.wait.ms", 200),
                lookup.millis("retries.max.wait.ms", 2_000));
    }

    Optional<String> mockName() {
        String first = urls.getFirst().toString();
        return first.startsWith(MOCK_SCHEME) ? Optional.of(first.substring(MOCK_SCHEME.length())) : Optional.empty();
    }

    private static URI address(String url) {
        URI uri;
        try {
            uri = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        } catch (IllegalArgumentException e) {
            throw notAnAddress(url);
        }
        String scheme = uri.getScheme();
        if (scheme == null || !List.of("http", "https", "mock").contains(scheme)) {
            throw notAnAddress(url);
        }
        return uri;
    }

    private static IllegalArgumentException notAnAddress(String url) {
        return new IllegalArgumentException("schema.registry.url: \"" + url
                + "\" is no address; write http://HOST:PORT or https://HOST:PORT, several separated by commas");
    }

    private static URI withoutCredentials(URI uri) {
        String userInfo = uri.getRawUserInfo();
        return userInfo == null ? uri : URI.create(uri.toString().replace(userInfo + "@", ""));
    }

    private static Optional<String> authorization(Lookup lookup, List<URI> urls) {
        Optional<String> bearer = lookup.text("bearer.auth.token").map(token -> "Bearer " + token);
        if (bearer.isPresent()) {
            return bearer;
        }
        String source = lookup.text("basic.auth.credentials.source").orElse("URL");
        return switch (source) {
            case "URL" ->
                urls.stream()
                        .map(URI::getUserInfo)
                        .flatMap(Stream::ofNullable)
                        .findFirst()
                        .or(() -> lookup.text("basic.auth.user.info"))
                        .map(RegistryConfig::basic);
            case "USER_INFO" ->
                Optional.of(lookup.text("basic.auth.user.info")
                        .map(RegistryConfig::basic)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "basic.auth.credentials.source is USER_INFO but basic.auth.user.info is not set;"
                                        + " write it as USER:PASSWORD")));
            default ->
                throw new IllegalArgumentException(
                        "basic.auth.credentials.source: \"" + source + "\" is not known; write URL or USER_INFO");
        };
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8));
    }

    /** Reads keys with and without the prefix {@code schema.registry.}; the prefixed wins. */
    record Lookup(Map<String, ?> config) {

        Optional<String> text(String key) {
            return Optional.<Object>ofNullable(config.get(PREFIX + key))
                    .or(() -> Optional.ofNullable(config.get(key)))
                    .map(value -> value instanceof List<?> list
                            ? String.join(
                                    ",", list.stream().map(Object::toString).toList())
                            : value.toString())
                    .filter(value -> !value.isBlank());
        }

        int number(String key, int fallback) {
            String text = text(key).orElse(Integer.toString(fallback));
            try {
                int number = Integer.parseInt(text.strip());
                if (number >= 0) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Told below.
            }
            throw new IllegalArgumentException(key + ": \"" + text + "\" is no whole number of 0 or more");
        }

        Duration millis(String key, int fallback) {
            return Duration.ofMillis(number(key, fallback));
        }
    }
}
