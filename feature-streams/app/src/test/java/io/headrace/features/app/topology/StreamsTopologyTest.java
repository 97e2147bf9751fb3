package io.headrace.features.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.Golden;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.definition.reading.DefinitionResult;
import io.headrace.schemas.definition.reading.SchemaLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A definition with a further stream, one partition and several. */
class StreamsTopologyTest {

    private static final PipelineDefinition DEFINITION = definition();

    @Test
    void theTopologyIsTheOneThatWasAgreed() {
        Golden.assertAgreed("topology-streams.txt", FeatureDriver.describe(DEFINITION, 4));
    }

    /** In one task nothing would wait for the stream. */
    @Test
    void itIsSpreadWithOnePartitionToo() {
        assertThat(FeatureDriver.describe(DEFINITION, 1)).isEqualTo(FeatureDriver.describe(DEFINITION, 4));
    }

    private static PipelineDefinition definition() {
        String yaml = """
                pipeline: payments
                problem: {kind: binary, label: fraud, positive: true}
                events: {schema: payment.avsc, id: txId, time: at}
                streams:
                  logins:
                    schema: {type: record, name: Login, fields: [{name: session, type: string}, {name: customerId, type: string},
                      {name: when, type: {type: long, logicalType: timestamp-millis}}]}
                    id: session
                    time: when
                features:
                  logins: {count: all, from: logins, by: customerId, over: P1D}
                """;
        return switch (DefinitionReader.read(
                yaml, "streams.yaml", SchemaLoader.relativeTo(Path.of("../../examples/payments")))) {
            case DefinitionResult.Valid(PipelineDefinition definition) -> definition;
            case DefinitionResult.Invalid invalid ->
                throw new IllegalStateException(invalid.mistakes().toString());
        };
    }
}
