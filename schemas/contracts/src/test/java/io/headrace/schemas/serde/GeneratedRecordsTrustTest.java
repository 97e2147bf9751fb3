package io.headrace.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.avro.ModelAlias;
import io.headrace.schemas.avro.RegistryRecord;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class GeneratedRecordsTrustTest {

    @Test
    void recordsInRecordsAreReadAndCopied() {
        RegistryRecord record =
                new RegistryRecord("anna", Instant.EPOCH, "it is better", new ModelAlias("payments", "champion", 2, 1));
        Serde<RegistryRecord> serde =
                AvroSerdes.of(Map.of("schema.registry.url", "mock://trust")).specific(RegistryRecord.class);

        assertThat(serde.deserializer().deserialize("t", serde.serializer().serialize("t", record)))
                .isEqualTo(record);
        assertThat(RegistryRecord.newBuilder(record).build()).isEqualTo(record);
    }

    @Test
    void otherClassesStayForbidden() {
        assertThat(RegistryRecord.newBuilder()).isNotNull();
        assertThatThrownBy(() -> ClassSecurityValidator.validate(ProcessBuilder.class))
                .isInstanceOf(SecurityException.class);
    }
}
