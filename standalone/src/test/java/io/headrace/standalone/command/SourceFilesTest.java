package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are looked at before anything starts. */
class SourceFilesTest {

    private static final PipelineDefinition PAYMENTS =
            DefinitionReader.readValid(Path.of("../examples/payments/payments.yaml"));
    private static final String HEADER = "txId,at,customerId,terminalId,amount,currency,channel";
    private static final String ROW = "\nt1,2026-01-01T00:00:00Z,c1,k1,12.5,EUR,online\n";

    @TempDir
    Path folder;

    @Test
    void filesBecomeAConnectorThatTheDefinitionCompletes() throws Exception {
        Path first = file("a.csv", HEADER + ",fraud" + ROW.replace("online", "online,false"));
        Path second = file("b.csv", HEADER + ",fraud\n");
        SourceFiles source = SourceFiles.of(List.of(first, second), PAYMENTS);

        assertThat(source.labelled()).isTrue();
        assertThat(source.properties(100))
                .containsEntry("headrace.connectors.source.files", first + "," + second)
                .containsEntry("headrace.connectors.source.label.delay.rows", "100")
                .containsEntry(
                        "headrace.connectors.source.connector.class", "io.headrace.connectors.csv.CsvSourceConnector");
    }

    @Test
    void filesWithoutTheLabelAreToldApart() throws Exception {
        SourceFiles source = SourceFiles.of(List.of(file("a.csv", HEADER + ROW)), PAYMENTS);

        assertThat(source.labelled()).isFalse();
        assertThat(UpText.source(source, PAYMENTS)).last().asString().contains("no column for the label fraud");
    }

    @Test
    void aChangedHeaderInTheSecondFileIsToldWithWhatDiffersAndWhatIsRight() throws Exception {
        Path first = file("a.csv", HEADER + ROW);
        Path second = file("b.csv", HEADER.replace("amount", "price") + ROW);

        assertThatThrownBy(() -> SourceFiles.of(List.of(first, second), PAYMENTS))
                .isInstanceOf(WrongArguments.class)
                .hasMessageContaining("--source " + second + ": its header is not that of " + first)
                .hasMessageContaining("lacks amount, has price besides")
                .hasMessageContaining("right is " + HEADER)
                .hasMessageEndingWith("nothing was started");
    }

    @Test
    void aFileThatCannotBeASourceIsRefused() throws Exception {
        Path twice = file("a.csv", HEADER + ROW);
        assertThatThrownBy(() -> SourceFiles.of(List.of(twice, twice), PAYMENTS))
                .hasMessageContaining("named twice");
        assertThatThrownBy(() -> SourceFiles.of(List.of(folder.resolve("no.csv")), PAYMENTS))
                .hasMessageContaining("no.csv: there is no such file");
        Path comma = file("a,b.csv", HEADER + ROW);
        assertThatThrownBy(() -> SourceFiles.of(List.of(comma), PAYMENTS).properties(0))
                .hasMessageContaining("comma");
        Path other = file("other.csv", "x,y\n1,2\n");
        assertThatThrownBy(() -> SourceFiles.of(List.of(other), PAYMENTS))
                .hasMessageContaining("there is no column for the schema's customerId");
        Path empty = file("empty.csv", "");
        assertThatThrownBy(() -> SourceFiles.of(List.of(empty), PAYMENTS)).hasMessageContaining("is empty");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
