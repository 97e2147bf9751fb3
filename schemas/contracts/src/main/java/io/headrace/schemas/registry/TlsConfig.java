package io.headrace.schemas.registry;

import io.headrace.schemas.registry.RegistryConfig.Lookup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom to trust and as whom to come; where neither is stated the JDK's own trust applies. */
record TlsConfig(Optional<Store> truststore, Optional<Store> keystore, Optional<String> keyPassword) {

    /**
     * A key store file.
     *
     * @param type JKS, PKCS12, or PEM (certificates only)
     */
    record Store(String key, Path location, String type, Optional<String> password) {}

    static TlsConfig of(Lookup lookup) {
        return new TlsConfig(
                store(lookup, "ssl.truststore"), store(lookup, "ssl.keystore"), lookup.text("ssl.key.password"));
    }

    private static Optional<Store> store(Lookup lookup, String key) {
        return lookup.text(key + ".location")
                .map(location -> new Store(
                        key,
                        Path.of(location),
                        lookup.text(key + ".type").orElse("PKCS12"),
                        lookup.text(key + ".password")));
    }

    /** The context for a client; empty when nothing is stated. */
    Optional<SSLContext> context() {
        if (truststore.isEmpty() && keystore.isEmpty()) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), trustManagers(), null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("TLS to the schema registry cannot be set up: " + e.getMessage(), e);
        }
    }

    private KeyManager @Nullable [] keyManagers() throws GeneralSecurityException {
        if (keystore.isEmpty()) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        char[] password = keyPassword
                .or(() -> keystore.get().password())
                .map(String::toCharArray)
                .orElseGet(() -> new char[0]);
        factory.init(load(keystore.get()), password);
        return factory.getKeyManagers();
    }

    private TrustManager @Nullable [] trustManagers() throws GeneralSecurityException {
        if (truststore.isEmpty()) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(load(truststore.get()));
        return factory.getTrustManagers();
    }

    private static KeyStore load(Store store) {
        try (InputStream in = Files.newInputStream(store.location())) {
            if (store.type().equalsIgnoreCase("PEM")) {
                return certificates(in);
            }
            KeyStore loaded = KeyStore.getInstance(store.type());
            loaded.load(in, store.password().map(String::toCharArray).orElse(null));
            return loaded;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "schema.registry." + store.key() + ".location: " + store.location() + " is no readable "
                            + store.type() + " store (" + e.getMessage() + "); check the path, "
                            + store.key() + ".type and " + store.key() + ".password",
                    e);
        }
    }

    private static KeyStore certificates(InputStream in) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
            store.setCertificateEntry("certificate-" + number++, certificate);
        }
        return store;
    }
}
