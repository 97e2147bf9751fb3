package io.headrace.standalone.system;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.embedded.StartFailure;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {

    @TempDir
    Path data;

    @Test
    void aDirectoryGoesOnWithTheLayoutItBeganWith() {
        Layout.of(Map.of()).keepIn(data);

        assertThatCode(() -> Layout.of(Map.of("headrace.chained", "true")).keepIn(data))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Layout.of(Map.of("headrace.chained", "false")).keepIn(data))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(
                        "began with headrace.chained=true; with false all its events would be read again");
    }

    @Test
    void soDoesOneThatBeganApart() {
        Layout.of(Map.of("headrace.chained", false)).keepIn(data);

        assertThatThrownBy(() -> Layout.of(Map.of()).keepIn(data))
                .hasMessageContaining("began with headrace.chained=false; with true");
    }
}
