package io.headrace.standalone.command;

import io.headrace.standalone.system.LocalSettings;
import io.headrace.standalone.terminal.LogFile;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where a system that a command starts listens. */
final class PortOptions {

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            defaultValue = "19092",
            description = "Kafka; 0: any free one.")
    private int brokerPort;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "18081",
            description = "Schema registry; 0: any free one.")
    private int registryPort;

    @Option(names = "--http-port", paramLabel = "PORT", defaultValue = "8080", description = "HTTP; 0: any free one.")
    private int httpPort;

    @Option(names = "--grpc-port", paramLabel = "PORT", defaultValue = "9090", description = "gRPC; 0: any free one.")
    private int grpcPort;

    /** The settings of a system about to be started; its log goes to a file from here on. */
    LocalSettings settings(Path data, boolean fresh, Path definition, Map<String, String> properties) {
        LocalSettings settings =
                new LocalSettings(data, fresh, definition, brokerPort, registryPort, httpPort, grpcPort, properties);
        LogFile.use(settings.log());
        return settings;
    }
}
