package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.PipelineDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small definitions over the schema of the golden files. */
final class Rides {

    static final Path FOLDER = Path.of("src/test/resources/mistakes");
    static final SchemaLoader SCHEMAS = SchemaLoader.relativeTo(FOLDER);
    static final Path PAYMENTS = Path.of("../../examples/payments/payments.yaml");

    static final String SMALLEST = """
            pipeline: rides
            problem: {kind: binary, label: late, positive: true}
            events: {schema: event.avsc, id: rideId, time: startedAt}
            features: {distance: distance}
            """;

    static final String LOOKUPS = """
            pipeline: rides
            problem: {kind: binary, label: late, positive: true}
            events: {schema: event.avsc, id: rideId, time: startedAt}
            references:
              stations: {key: stationId, time: since, fields: {docks: number, city: text}}
            features:
              docks: {lookup: stations.docks}
              city_of_bike: {lookup: stations.city, by: bike}
              large: docks > 20
            """;

    static final String STREAMS = """
            pipeline: rides
            problem: {kind: binary, label: late, positive: true}
            events: {schema: event.avsc, id: rideId, time: startedAt}
            streams:
              docks:
                schema: dock.avsc
                id: dockId
                time: at
                clean:
                  rules:
                    - {name: some-bikes, require: bikes >= 0}
                  fill: {bikes: {constant: 0}}
            features:
              distance: distance
              jams: {count: all, from: docks, by: stationId, over: [PT1H, P1D], where: state == 'JAMMED'}
              bikes: {decayedMean: bikes, from: docks, by: stationId, halfLife: PT1H}
              state: {last: state, from: docks, by: stationId, over: P1D}
              mid: {quantile: bikes, at: 0.5, from: docks, by: stationId, over: P1D}
              quiet: {timeSince: last, from: docks, by: stationId}
            """;

    private Rides() {}

    static DefinitionResult read(String yaml) {
        return DefinitionReader.read(yaml, "rides.yaml", SCHEMAS);
    }

    static PipelineDefinition valid(String yaml) {
        return switch (read(yaml)) {
            case DefinitionResult.Valid(PipelineDefinition definition) -> definition;
            case DefinitionResult.Invalid invalid -> throw new InvalidDefinitionException(invalid.mistakes());
        };
    }

    /** The smallest definition with more lines. */
    static PipelineDefinition smallestWith(String lines) {
        return valid(SMALLEST + lines);
    }

    static PipelineDefinition ofProblem(String problem) {
        return valid(SMALLEST.replace("{kind: binary, label: late, positive: true}", problem));
    }

    static PipelineDefinition ofFeatures(String features) {
        return valid(SMALLEST.replace("features: {distance: distance}", "features:\n" + features.indent(2)));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
