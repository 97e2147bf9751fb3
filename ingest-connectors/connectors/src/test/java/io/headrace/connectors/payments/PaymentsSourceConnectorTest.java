package io.headrace.connectors.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

class PaymentsSourceConnectorTest {

    private final PaymentsSourceConnector connector = new PaymentsSourceConnector();

    @Test
    void isFoundAsAPlugin() {
        assertThat(ServiceLoader.load(SourceConnector.class)).hasAtLeastOneElementOfType(PaymentsSourceConnector.class);
    }

    @Test
    void isExactlyOnceAndRunsAsOneTask() {
        connector.start(TaskHarness.settings(Map.of()));

        assertThat(connector.exactlyOnceSupport(Map.of())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
        assertThat(connector.canDefineTransactionBoundaries(Map.of()))
                .isEqualTo(ConnectorTransactionBoundaries.UNSUPPORTED);
        assertThat(connector.taskConfigs(8)).isEqualTo(List.of(TaskHarness.settings(Map.of())));
    }

    @Test
    void goodSettingsAreValid() {
        assertThat(mistakes(Map.of())).isEmpty();
    }

    @Test
    void namesEveryMistakeAtItsSetting() {
        assertThat(mistakes(Map.of(
                        "start", "tomorrow",
                        "fraud.intensity", "-1",
                        "label.delay.min", "one day",
                        "value.converter", "org.apache.kafka.connect.json.JsonConverter")))
                .containsOnlyKeys("start", "fraud.intensity", "label.delay.min", "value.converter")
                .containsEntry(
                        "value.converter",
                        List.of("value.converter: found org.apache.kafka.connect.json.JsonConverter; right is"
                                + " org.apache.kafka.connect.converters.ByteArrayConverter"));
        assertThat(mistakes(Map.of("label.delay.min", "P8D"))).containsOnlyKeys("label.delay.max");
    }

    @Test
    void namesEveryFieldTheEventSchemaLacks() {
        String schema = """
                {"type": "record", "name": "Payment", "fields": [
                  {"name": "txId", "type": "string"}, {"name": "at", "type": "string"},
                  {"name": "customerId", "type": "string"}, {"name": "terminalId", "type": "string"},
                  {"name": "amount", "type": "double"}, {"name": "channel", "type": "string"},
                  {"name": "country", "type": "string"}]}""";

        assertThat(mistakes(Map.of("event.schema", schema)).get("event.schema").getFirst())
                .contains("the field currency is missing")
                .contains("the field at is \"string\"; right is long")
                .contains("the field channel must be nullable")
                .contains("the field country is not known and has no default");
        assertThat(mistakes(Map.of("event.schema", "no/such.avsc"))
                        .get("event.schema")
                        .getFirst())
                .contains("no such file can be read");
    }

    private Map<String, List<String>> mistakes(Map<String, String> more) {
        return connector.validate(TaskHarness.settings(more)).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
    }
}
