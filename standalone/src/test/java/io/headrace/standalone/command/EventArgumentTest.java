package io.headrace.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventArgumentTest {

    private static final String EVENT = "{\"txId\": \"t 1\", \"amount\": 2}";

    @TempDir
    Path folder;

    @Test
    void anEventIsItselfAFileOrStandardInput() throws Exception {
        Path file = Files.writeString(folder.resolve("an event.json"), EVENT);

        assertThat(EventArgument.read(EVENT, InputStream.nullInputStream())).isEqualTo(EVENT);
        assertThat(EventArgument.read("@" + file, InputStream.nullInputStream()))
                .isEqualTo(EVENT);
        assertThat(EventArgument.read("-", new ByteArrayInputStream(EVENT.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(EVENT);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> EventArgument.read("@nowhere.json", InputStream.nullInputStream()))
                .isInstanceOf(WrongArguments.class)
                .hasMessageStartingWith("@nowhere.json: nowhere.json cannot be read");
    }

    /** The command line does not take the file apart into arguments. */
    @Test
    void whatBeginsWithAnAtIsOneArgument() throws Exception {
        Path file = Files.writeString(folder.resolve("event.json"), EVENT);

        CommandLines.Said said = CommandLines.run(
                "score", "@" + file, "--data", folder.resolve("nothing").toString());

        assertThat(said.err()).doesNotContain("Unmatched").contains("nothing");
    }
}
