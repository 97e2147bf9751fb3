package io.headrace.standalone.status;

import io.headrace.schemas.avro.Alert;
import io.headrace.schemas.registry.SchemaRegistryUnavailable;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.topic.NewestRecords;
import io.headrace.standalone.topic.RecordReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest alert.
 *
 * @param notes what keeps from telling it, or was passed over on the way
 */
record NewestAlert(Optional<Alert> alert, List<String> notes) {

    static final NewestAlert NONE = new NewestAlert(Optional.empty(), List.of());

    static NewestAlert read(RunningSystem system, Topics topics) {
        AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", system.registryUrl()));
        try {
            NewestRecords<Alert> newest = NewestRecords.of(
                    system.bootstrapServers(), topics.alerts(), RecordReader.of(serdes, Alert.class)::read, 1);
            return new NewestAlert(
                    newest.records().stream().findFirst(),
                    newest.passedOver().count() == 0
                            ? List.of()
                            : List.of(newest.passedOver().text()));
        } catch (SchemaRegistryUnavailable e) {
            return new NewestAlert(Optional.empty(), List.of("the last alert cannot be told: " + e.getMessage()));
        }
    }
}
