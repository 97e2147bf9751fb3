package io.headrace.runtime;

import io.headrace.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** The one broker of this module's tests. */
public final class TestBroker {

    private static final Path DIRECTORY = directory();
    private static final EmbeddedBroker BROKER = EmbeddedBroker.start(DIRECTORY.resolve("broker"));

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(BROKER::close));
    }

    private TestBroker() {}

    public static String bootstrapServers() {
        return BROKER.bootstrapServers();
    }

    /** A fresh directory. */
    public static Path directory() {
        try {
            return Files.createTempDirectory("headrace-runtime");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }
}
