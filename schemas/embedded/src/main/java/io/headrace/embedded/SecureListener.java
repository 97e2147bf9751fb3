package io.headrace.embedded;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/**
 * A listener of a broker that asks clients for a name and a password (SASL/PLAIN) over TLS.
 *
 * @param port where it listens, on the loopback address
 * @param keystore PKCS12: the certificate the broker shows and its key
 * @param keystorePassword of the store and of the key
 */
public record SecureListener(int port, Path keystore, String keystorePassword, String user, String password) {

    private static final String NAME = "SECURE";
    private static final String PREFIX = "listener.name.secure.";

    /** For clients' {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** For clients' {@code sasl.jaas.config}. */
    public String jaasConfig() {
        return jaas("username=\"" + user + "\" password=\"" + password + "\"");
    }

    /** The broker's settings, to be added to those that other listeners have. */
    Map<String, String> settings() {
        return Map.of(
                "listeners",
                NAME + "://127.0.0.1:" + port,
                "advertised.listeners",
                NAME + "://127.0.0.1:" + port,
                "listener.security.protocol.map",
                NAME + ":SASL_SSL",
                PREFIX + "sasl.enabled.mechanisms",
                "PLAIN",
                PREFIX + "plain." + SaslConfigs.SASL_JAAS_CONFIG,
                jaas("user_" + user + "=\"" + password + "\""),
                PREFIX + "ssl.keystore.type",
                "PKCS12",
                PREFIX + "ssl.keystore.location",
                keystore.toAbsolutePath().toString(),
                PREFIX + "ssl.keystore.password",
                keystorePassword);
    }

    private static String jaas(String options) {
        return PlainLoginModule.class.getName() + " required " + options + ";";
    }
}
