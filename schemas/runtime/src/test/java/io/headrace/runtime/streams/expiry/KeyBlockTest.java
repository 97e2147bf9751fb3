package io.headrace.runtime.streams.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyBlockTest {

    private static final String LONG = "long-".repeat(100);

    @Test
    void loadsWhatWasStored() throws IOException {
        byte[] stored;
        try (var file = getClass().getResourceAsStream("/stored/keys-2.hex")) {
            stored = HexFormat.of().parseHex(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
        KeyBlock written = new KeyBlock();
        written.add(1_767_268_800_000L, ExpiringKey.of("t-1"));
        written.add(Long.MAX_VALUE, ExpiringKey.of(LONG));
        written.add(-1, ExpiringKey.of(""));

        assertThat(HexFormat.of().formatHex(written.toBytes()))
                .isEqualTo(HexFormat.of().formatHex(stored));
        assertThat(keys(stored))
                .containsExactly("1767268800000 " + text("t-1"), Long.MAX_VALUE + " " + text(LONG), "-1 " + text(""));
    }

    @Test
    void bytesOfAnotherVersionAreNamed() {
        assertThatThrownBy(() -> keys(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 9}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("store ids holds keys of version 1; this release reads version 2: reset the application's"
                        + " state");
    }

    private static List<String> keys(byte[] block) {
        List<String> keys = new ArrayList<>();
        KeyBlock.read("ids", block, (deadline, bytes, from, to) -> {
            keys.add(deadline + " " + HexFormat.of().formatHex(bytes, from, to));
            return true;
        });
        return keys;
    }

    private static String text(String key) {
        byte[] bytes = new byte[ExpiringKey.of(key).length()];
        ExpiringKey.of(key).copyTo(bytes, 0);
        return HexFormat.of().formatHex(bytes);
    }
}
