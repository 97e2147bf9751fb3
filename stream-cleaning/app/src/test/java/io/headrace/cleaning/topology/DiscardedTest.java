package io.headrace.cleaning.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.cleaning.Payments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiscardedTest {

    @Test
    void loadsWhatWasStored() throws IOException {
        byte[] stored;
        try (var file = getClass().getResourceAsStream("/stored/discarded-1.hex")) {
            stored = HexFormat.of().parseHex(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
        }

        assertThat(Discarded.read("seen", stored)).isEqualTo(new Discarded(3, 4711));
        assertThat(new Discarded(3, 4711).toBytes()).isEqualTo(stored);
    }

    @Test
    void bytesOfAnotherVersionAreNamed() {
        assertThatThrownBy(() -> Discarded.read("seen", new byte[] {2}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("store seen holds counts of version 2 in 1 bytes; this release reads version 1 in 17: reset"
                        + " the application's state");
    }

    @Test
    void theNextTaskCountsOn() {
        Map<String, Map<Object, byte[]>> stored;
        try (SeenEventsDriver first = new SeenEventsDriver(Payments.definition(), Map.of())) {
            first.transaction(seen -> {
                seen.duplicate();
                seen.dropped("a", Payments.NOON);
            });
            first.transaction(SeenEvents::duplicate);
            stored = first.changelogs();
        }
        try (SeenEventsDriver next = new SeenEventsDriver(Payments.definition(), stored)) {
            next.transaction(seen -> {
                assertThat(seen.discarded()).isEqualTo(new Discarded(2, 1));
                seen.duplicate();
                assertThat(seen.discarded()).isEqualTo(new Discarded(3, 1));
            });
        }
    }
}
