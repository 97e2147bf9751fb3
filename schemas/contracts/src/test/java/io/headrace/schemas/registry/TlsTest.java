package io.headrace.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path directory;

    private static FakeRegistryServer server;

    @BeforeAll
    static void start() throws Exception {
        keytool("-genkeypair", "-alias", "one", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1");
        keytool(
                "-exportcert",
                "-alias",
                "one",
                "-rfc",
                "-file",
                directory.resolve("one.pem").toString());
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new MutualTls(context()));
        server = new FakeRegistryServer(https);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void trustsAPkcs12StoreAndComesWithItsOwnCertificate() {
        server.tell(200, "{\"id\": 7}");

        SchemaRegistry registry = registry(Map.of(
                "schema.registry.ssl.truststore.location",
                store(),
                "schema.registry.ssl.truststore.password",
                PASSWORD,
                "schema.registry.ssl.keystore.location",
                store(),
                "schema.registry.ssl.keystore.password",
                PASSWORD));

        assertThat(registry.register("s", Schema.create(Schema.Type.STRING))).isEqualTo(7);
    }

    @Test
    void trustsAPemFile() {
        server.tell(200, "{\"id\": 7}");

        SchemaRegistry registry = registry(Map.of(
                "schema.registry.ssl.truststore.location",
                directory.resolve("one.pem").toString(),
                "schema.registry.ssl.truststore.type",
                "PEM",
                "schema.registry.ssl.keystore.location",
                store(),
                "schema.registry.ssl.keystore.password",
                PASSWORD));

        assertThat(registry.register("s", Schema.create(Schema.Type.STRING))).isEqualTo(7);
    }

    @Test
    void doesNotTalkToAStranger() {
        assertThatThrownBy(() -> registry(Map.of()).byId(1))
                .isInstanceOf(SchemaRegistryUnavailable.class)
                .hasMessageContaining("certif");
    }

    private static SchemaRegistry registry(Map<String, String> tls) {
        Map<String, String> config = new java.util.HashMap<>(tls);
        config.put("schema.registry.url", "https://" + server.address());
        config.put("max.retries", "0");
        return SchemaRegistry.of(config);
    }

    private static String store() {
        return directory.resolve("one.p12").toString();
    }

    private static SSLContext context() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(store()))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("one", keys.getCertificate("one"));
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }

    private static void keytool(String... arguments) throws Exception {
        java.util.List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(java.util.List.of(arguments));
        command.addAll(java.util.List.of("-keystore", store(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static final class MutualTls extends HttpsConfigurator {

        MutualTls(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters mutual = getSSLContext().getDefaultSSLParameters();
            mutual.setNeedClientAuth(true);
            parameters.setSSLParameters(mutual);
        }
    }
}
