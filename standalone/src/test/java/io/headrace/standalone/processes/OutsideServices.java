package io.headrace.standalone.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.embedded.EmbeddedBroker;
import io.headrace.embedded.Ports;
import io.headrace.embedded.SchemaRegistryProcess;
import io.headrace.embedded.SecureListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * A Kafka that asks for a password over TLS, as most outside ones do, and a schema registry. Apps know of them what {@link
 * #environment} says; the test itself reads Kafka in plain text.
 */
public final class OutsideServices implements AutoCloseable {

    private static final String PASSWORD = "let-me-in";

    private final EmbeddedBroker broker;
    private final SchemaRegistryProcess registry;
    private final SecureListener listener;
    private final Path certificate;

    private OutsideServices(
            EmbeddedBroker broker, SchemaRegistryProcess registry, SecureListener listener, Path certificate) {
        this.broker = broker;
        this.registry = registry;
        this.listener = listener;
        this.certificate = certificate;
    }

    /** Starts both, with all they keep in a directory. */
    public static OutsideServices start(Path directory) throws IOException, InterruptedException {
        Path keystore = directory.resolve("broker.p12");
        Path certificate = directory.resolve("broker.pem");
        keytool(keystore, "-genkeypair -alias broker -keyalg EC -dname CN=broker -ext san=ip:127.0.0.1");
        keytool(keystore, "-exportcert -alias broker -rfc -file " + certificate);
        SecureListener listener = new SecureListener(Ports.free(), keystore, PASSWORD, "headrace", PASSWORD);
        var registry = SchemaRegistryProcess.startAsync(directory.resolve("registry"), 0);
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), listener);
        return new OutsideServices(broker, registry.join(), listener, certificate);
    }

    /** How to reach them: the variables a user sets for every app. */
    public Map<String, String> environment() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", listener.bootstrapServers(),
                "KAFKA_SECURITY_PROTOCOL", SecurityProtocol.SASL_SSL.name,
                "KAFKA_SASL_MECHANISM", "PLAIN",
                "KAFKA_SASL_JAAS_CONFIG", listener.jaasConfig(),
                "KAFKA_SSL_TRUSTSTORE_TYPE", "PEM",
                "KAFKA_SSL_TRUSTSTORE_LOCATION", certificate.toString(),
                "SCHEMA_REGISTRY_URL", registry.url());
    }

    /** Kafka without TLS, for the test's own reading. */
    public String plainBootstrapServers() {
        return broker.bootstrapServers();
    }

    public String registryUrl() {
        return registry.url();
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }

    private static void keytool(Path keystore, String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                keystore.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(Files.exists(keystore)).isTrue();
    }
}
