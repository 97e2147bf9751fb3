package io.headrace.standalone.loop;

import io.headrace.standalone.system.Layout;
import io.headrace.standalone.system.LocalSettings;
import io.headrace.standalone.system.LocalSystem;
import io.headrace.standalone.system.RunningSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Everything in this process, but the schema registry. */
record EmbeddedLoop(LocalSystem system, RunningSystem running) implements LoopSystem {

    static EmbeddedLoop start(Path definition, Path data) {
        LocalSystem system = LocalSystem.prepare(
                new LocalSettings(
                        data,
                        true,
                        definition,
                        0,
                        0,
                        0,
                        0,
                        Map.of("headrace.partitions", "2", "headrace.monitor.cycle", "PT0S")),
                (_, _, _) -> {});
        system.start();
        return new EmbeddedLoop(system, RunningSystem.of(data));
    }

    @Override
    public String bootstrapServers() {
        return running.bootstrapServers();
    }

    @Override
    public String registryUrl() {
        return running.registryUrl();
    }

    @Override
    public String url(LoopApp app) {
        return running.httpUrl();
    }

    /** Cleaning, features and topic-to-topic scoring are one. */
    @Override
    public List<String> parts(LoopApp app) {
        return switch (app) {
            case CLEANING, FEATURES -> List.of(Layout.CHAIN);
            case SCORING -> List.of(Layout.CHAIN, "scoring-models");
            case INGEST, REGISTRY, TRAINER, MONITOR -> app.parts();
        };
    }

    @Override
    public String grpcAddress() {
        return running.grpcAddress();
    }

    @Override
    public void close() {
        system.close();
    }
}
