package io.headrace.ingest;

import io.headrace.embedded.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The module's one broker, for as long as its tests run. */
public final class TestBroker {

    private static final EmbeddedBroker BROKER = start();

    private TestBroker() {}

    public static String bootstrapServers() {
        return BROKER.bootstrapServers();
    }

    private static EmbeddedBroker start() {
        try {
            Path target = Files.createDirectories(Path.of("target"));
            EmbeddedBroker broker = EmbeddedBroker.start(Files.createTempDirectory(target, "broker"));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
