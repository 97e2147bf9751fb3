package io.headrace.schemas.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class QuarantinedTest {

    private static final Quarantined REFUSED = new Quarantined(
            "payments.raw",
            2,
            88_123,
            1_700_000_000_000L,
            "cleaning",
            "not-avro",
            "found 3 bytes; 5 or more are right");

    @Test
    void whatIsWrittenBesideARecordIsReadAgain() {
        assertThat(Quarantined.read(REFUSED.besides(new RecordHeaders()))).contains(REFUSED);
    }

    @Test
    void theRecordsOwnHeadersStayAndTheOriginalIsNotTouched() {
        Headers original = new RecordHeaders().add("trace", "t1".getBytes(StandardCharsets.UTF_8));

        Headers headers = REFUSED.besides(original);

        assertThat(headers.lastHeader("trace").value()).asString().isEqualTo("t1");
        assertThat(original.toArray()).hasSize(1);
    }

    @Test
    void aSecondRefusalTakesThePlaceOfTheFirst() {
        Quarantined again = new Quarantined("payments.raw", 0, 1, 1, "scoring", "missing-id", "no id");

        Headers headers = again.besides(REFUSED.besides(new RecordHeaders()));

        assertThat(Quarantined.read(headers)).contains(again);
        assertThat(headers.headers("headrace.quarantine.rule")).hasSize(1);
    }

    @Test
    void aRecordWithoutThemWasNotQuarantinedByUs() {
        assertThat(Quarantined.read(new RecordHeaders())).isEmpty();
    }
}
