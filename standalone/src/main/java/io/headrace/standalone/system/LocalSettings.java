package io.headrace.standalone.system;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the local system keeps its data and listens.
 *
 * @param data the one directory for everything kept
 * @param fresh whether to delete what an earlier run left there
 * @param definition the pipeline's YAML file
 * @param brokerPort 0 for any free one, as for the others
 * @param properties more settings for the apps, by property name
 */
public record LocalSettings(
        Path data,
        boolean fresh,
        Path definition,
        int brokerPort,
        int registryPort,
        int httpPort,
        int grpcPort,
        Map<String, String> properties) {

    public LocalSettings {
        properties = Map.copyOf(properties);
    }

    /** The file that everything the apps log goes to. */
    public Path log() {
        return data.resolve("headrace.log");
    }
}
