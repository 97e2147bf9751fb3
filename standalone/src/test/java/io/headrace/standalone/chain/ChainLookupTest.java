package io.headrace.standalone.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.definition.reading.DefinitionResult;
import io.headrace.schemas.definition.reading.SchemaLoader;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.serde.AvroSerdes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Lookups in one topology with cleaning and scoring. */
class ChainLookupTest {

    private static final AvroSerdes SERDES = AvroSerdes.of(Map.of("schema.registry.url", "mock://chain-lookups"));
    private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();

    @Property(tries = 5)
    void inOneTopologyTheThreeMakeWhatTheyMakeApart(@ForAll Random random) throws IOException {
        PipelineDefinition definition = definition();
        try (Wired chain = Wired.chained(definition, SERDES);
                Wired apart = Wired.apart(definition, SERDES)) {
            RandomParcels parcels = new RandomParcels(definition, SERDES, random, true);
            for (int i = 0; i < 200; i++) {
                if (random.nextInt(4) == 0) {
                    TestRecord<byte[], byte[]> row = row(definition, i, random);
                    chain.change("depots", row);
                    apart.change("depots", row);
                }
                Sent sent = parcels.next();
                chain.take(sent);
                apart.take(sent);
            }
            chain.waitLong();
            apart.waitLong();

            Made expected = apart.made();
            assertThat(chain.made()).isEqualTo(expected);
            assertThat(expected.counts().values()).as("%s", expected.counts()).allMatch(count -> count > 0);
        }
    }

    /** Some that are gone, and some that cannot be read. */
    private static TestRecord<byte[], byte[]> row(PipelineDefinition definition, int number, Random random) {
        Schema schema = PipelineSchemas.reference(definition.pipeline(), definition.reference("depots"));
        GenericRecord row = new GenericData.Record(schema);
        row.put("ramps", (double) number);
        byte @Nullable [] value = switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> new byte[] {1, 2, 3};
            default -> SERDES.generic(schema).serializer().serialize("depots", row);
        };
        return new TestRecord<>(
                ("d" + random.nextInt(4)).getBytes(UTF_8), value, Instant.ofEpochMilli(START + number * 100_000L));
    }

    private static PipelineDefinition definition() throws IOException {
        String yaml = Files.readString(ChainTopologyTest.PARCELS)
                .replace(
                        "features:\n",
                        "references:\n  depots: {key: depot, fields: {ramps: number}}\nfeatures:\n  ramps: {lookup: depots.ramps}\n");
        return switch (DefinitionReader.read(
                yaml, "parcels.yaml", SchemaLoader.relativeTo(ChainTopologyTest.PARCELS.getParent()))) {
            case DefinitionResult.Valid(PipelineDefinition definition) -> definition;
            case DefinitionResult.Invalid invalid ->
                throw new IllegalStateException(invalid.mistakes().toString());
        };
    }
}
