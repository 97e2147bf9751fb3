package io.headrace.connectors.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class PaymentsSourceTaskTest {

    private static final int EVERYTHING = Integer.MAX_VALUE;

    private final TaskHarness worker = new TaskHarness();

    @Test
    void paymentsAndLabelsGoToTheirTopicsWithIdAsKeyAndEventTimeAsTimestamp() throws Exception {
        List<SourceRecord> records = worker.take(worker.start(TaskHarness.settings(Map.of())), EVERYTHING);
        Schema payment = new Schema.Parser().parse(Files.readString(Path.of("../../examples/payments/payment.avsc")));
        AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "mock://connectors"));

        assertThat(records).extracting(SourceRecord::topic).contains("payments.raw", "payments.labels");
        for (SourceRecord item : records) {
            byte[] value = (byte[]) item.value();
            if (item.topic().equals("payments.raw")) {
                GenericRecord read = ((Decoded.Ok) serdes.decoder(payment).decode(value)).record();
                assertThat(read.get("txId")).isEqualTo(item.key());
                assertThat(read.get("at")).isEqualTo(item.timestamp());
                assertThat(read.get("channel")).isIn("chip", "contactless", "online");
            } else {
                GenericRecord read = serdes.generic(label()).deserializer().deserialize(item.topic(), value);
                assertThat(read.get("txId")).isEqualTo(item.key());
                assertThat(read.get("labelledAt")).isEqualTo(item.timestamp());
                assertThat(read.get("fraud")).isEqualTo(true);
            }
        }
    }

    @Test
    void aRestartGoesOnAfterTheLastStoredOffsetWhereverThatIs() throws Exception {
        Map<String, String> settings =
                TaskHarness.settings(Map.of("dirt.duplicates", "0.05", "dirt.not.avro", "0.05", "drift.day", "2"));
        List<SourceRecord> whole = worker.take(worker.start(settings), EVERYTHING);
        for (int kept : new int[] {1, 57, 100, whole.size() / 2, whole.size() - 1, whole.size()}) {
            worker.store(whole.get(kept - 1));
            List<SourceRecord> rest = worker.take(worker.start(settings), EVERYTHING);

            assertThat(texts(rest)).isEqualTo(texts(whole.subList(kept, whole.size())));
        }
    }

    @Test
    void anotherPaceOrMoreDaysGoOnWithTheSameSequence() throws Exception {
        List<SourceRecord> first = worker.take(worker.start(TaskHarness.settings(Map.of("days", "4"))), 150);
        worker.store(first.getLast());

        List<SourceRecord> rest =
                worker.take(worker.start(TaskHarness.settings(Map.of("days", "5", "batch.records", "7"))), EVERYTHING);
        List<SourceRecord> whole =
                new TaskHarness().take(new TaskHarness().start(TaskHarness.settings(Map.of("days", "5"))), EVERYTHING);

        assertThat(texts(rest)).isEqualTo(texts(whole.subList(first.size(), whole.size())));
    }

    @Test
    void otherSettingsOfTheSequenceAreRefusedWithBothNamed() throws Exception {
        List<SourceRecord> first = worker.take(worker.start(TaskHarness.settings(Map.of())), 150);
        worker.store(first.getLast());

        assertThatThrownBy(() -> worker.start(TaskHarness.settings(Map.of("seed", "2"))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("seed=1 ")
                .hasMessageContaining("seed=2 ")
                .hasMessageContaining("delete its offsets");
    }

    @Test
    void aDriftMayBeMovedWhileItLiesInTheFutureOnly() throws Exception {
        List<SourceRecord> first = worker.take(worker.start(TaskHarness.settings(Map.of())), 250);
        worker.store(first.getLast());

        assertThat(worker.take(worker.start(TaskHarness.settings(Map.of("drift.day", "4"))), 1))
                .isNotEmpty();
        assertThatThrownBy(() -> worker.start(TaskHarness.settings(Map.of("drift.day", "1"))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("drift");
    }

    @Test
    void anEndThatHasComeCannotBeMoved() throws Exception {
        worker.store(worker.take(worker.start(TaskHarness.settings(Map.of())), EVERYTHING)
                .getLast());

        assertThatThrownBy(() -> worker.start(TaskHarness.settings(Map.of("days", "6"))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("days");
    }

    @Test
    void stoppingEndsAWait() throws Exception {
        PaymentsSourceTask task = worker.start(TaskHarness.settings(Map.of("payments.per.second", "0.001")));
        Thread stopper = Thread.ofVirtual().start(task::stop);

        assertThat(task.poll()).isNull();
        stopper.join();
        assertThat(task.poll()).isNull();
    }

    @Test
    void garbageIsSentAsItIs() throws Exception {
        List<SourceRecord> records = worker.take(worker.start(TaskHarness.settings(Map.of("dirt.not.avro", "1"))), 100);

        assertThat(records)
                .filteredOn(item -> item.key().toString().endsWith("-broken"))
                .isNotEmpty()
                .allSatisfy(item -> assertThat((byte[]) item.value()).startsWith('?', ';'));
    }

    private static Schema label() {
        return new Schema.Parser().parse("""
                {"type": "record", "name": "Label", "namespace": "io.headrace.payments", "fields": [
                  {"name": "txId", "type": "string"}, {"name": "fraud", "type": "boolean"},
                  {"name": "labelledAt", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}""");
    }

    private static List<String> texts(List<SourceRecord> records) {
        List<String> texts = new ArrayList<>();
        records.forEach(item -> texts.add(item.topic() + " " + item.key() + " " + item.timestamp() + " "
                + Arrays.hashCode((byte[]) item.value()) + " "
                + item.sourceOffset().get("day") + ":"
                + item.sourceOffset().get("index")));
        return texts;
    }
}
