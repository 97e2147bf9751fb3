package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is refused before anything is started. */
class UpBackfillTest {

    @Test
    void historyIsForOnePartition() {
        CommandLines.Said said = CommandLines.run(
                "up", "-f", "../examples/payments/payments.yaml", "--backfill", "--set", "headrace.partitions=4");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .contains("--backfill: history is taken in with one partition only; headrace.partitions is 4");
    }
}
