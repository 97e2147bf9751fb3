package io.headrace.scoring.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.scoring.fixture.Payments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachTest {

    @TempDir
    Path directory;

    @Test
    void theTimeSinceTheLastEventNeedsEverything() throws IOException {
        assertThat(Reach.ofEvents(definition("  pause: {timeSince: last, by: customerId}")))
                .isEqualTo(new Reach.Everything());
    }

    @Test
    void aggregatesNeedTheirLongestWindowAndTheLateness() throws IOException {
        PipelineDefinition definition = definition("  payments: {count: all, by: customerId, over: [P1D, P7D]}");

        assertThat(Reach.ofEvents(definition))
                .isEqualTo(new Reach.Back(Duration.ofDays(7).plusMinutes(10)));
        assertThat(Reach.ofLabels(definition)).isEqualTo(new Reach.Nothing());
    }

    @Test
    void labelRatesNeedTheirWindowBeforeTheTimeALabelMayTake() throws IOException {
        PipelineDefinition definition = definition("  risk: {labelRate: fraud, by: terminalId, over: [P7D]}");

        assertThat(Reach.ofLabels(definition))
                .isEqualTo(new Reach.Back(Duration.ofDays(15).plusMinutes(10)));
        assertThat(Reach.ofEvents(definition)).isEqualTo(new Reach.Nothing());
    }

    @Test
    void theLastLabelNeedsAllLabels() throws IOException {
        PipelineDefinition definition = definition("  last: {lastLabel: fraud, by: terminalId}");

        assertThat(Reach.ofLabels(definition)).isEqualTo(new Reach.Everything());
        assertThat(Reach.ofEvents(definition)).isEqualTo(new Reach.Nothing());
    }

    /** The payments definition with one feature. */
    private PipelineDefinition definition(String feature) throws IOException {
        String payments = Files.readString(Payments.FILE);
        String before = payments.substring(0, payments.indexOf("features:"));
        String after = payments.substring(payments.indexOf("train:"));
        Files.copy(Payments.FILE.resolveSibling("payment.avsc"), directory.resolve("payment.avsc"));
        return DefinitionReader.readValid(Files.writeString(
                directory.resolve("pipeline.yaml"),
                before + "features:\n  amount: amount\n" + feature + "\n\n" + after));
    }
}
