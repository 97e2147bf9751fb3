package io.headrace.standalone.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.serde.AvroSerdes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ChainTopologyTest {

    static final Path PARCELS = Path.of("src", "test", "resources", "fuzz", "parcels.yaml");

    private static final PipelineDefinition DEFINITION = DefinitionReader.readValid(PARCELS);

    private static final AvroSerdes SERDES = AvroSerdes.of(Map.of("schema.registry.url", "mock://chain"));

    private static final int RECORDS = 300;

    @Property(tries = 10)
    void inOneTopologyTheThreeMakeWhatTheyMakeApart(@ForAll Random random) {
        try (Wired chain = Wired.chained(DEFINITION, SERDES);
                Wired apart = Wired.apart(DEFINITION, SERDES)) {
            RandomParcels parcels = new RandomParcels(DEFINITION, SERDES, random, true);
            for (int i = 0; i < RECORDS; i++) {
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

    @Test
    void theTopologyIsTheOneWeKnow() throws IOException {
        Path golden = Path.of("src", "test", "resources", "golden", "chain.txt");
        try (Wired chain = Wired.chained(DEFINITION, SERDES)) {
            assertThat(chain.description().strip())
                    .isEqualTo(Files.readString(golden).strip());
        }
    }
}
