package io.headrace.cleaning.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.runtime.streams.expiry.ExpiringKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenJournalTest {

    private static final ExpiringKey LONG = ExpiringKey.of("long-".repeat(100));

    private record Event(ExpiringKey id, long time, boolean clean) {}

    @Test
    void loadsWhatWasStored() throws IOException {
        byte[] stored;
        try (var file = getClass().getResourceAsStream("/stored/seen-journal-1.hex")) {
            stored = HexFormat.of().parseHex(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
        SeenJournal written = new SeenJournal();
        written.add(ExpiringKey.of("t-1"), 1_767_268_800_000L, true);
        written.add(LONG, 1, false);

        assertThat(HexFormat.of().formatHex(written.toBytes()))
                .isEqualTo(HexFormat.of().formatHex(stored));
        assertThat(events(stored))
                .containsExactly(new Event(ExpiringKey.of("t-1"), 1_767_268_800_000L, true), new Event(LONG, 1, false));
    }

    @Test
    void isEmptyAgainWhenItIsCleared() {
        SeenJournal journal = new SeenJournal();
        for (int i = 0; i < SeenJournal.MOST_EVENTS; i++) {
            assertThat(journal.isFull()).isFalse();
            journal.add(LONG, i, true);
        }
        assertThat(journal.isFull()).isTrue();
        assertThat(events(journal.toBytes())).hasSize(SeenJournal.MOST_EVENTS);

        journal.clear();

        assertThat(journal.isFull()).isFalse();
        assertThat(events(journal.toBytes())).isEmpty();
    }

    @Test
    void bytesOfAnotherVersionAreNamed() {
        assertThatThrownBy(() -> events(new byte[] {2}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("store journal holds events of version 2; this release reads version 1: reset the"
                        + " application's state");
    }

    private static List<Event> events(byte[] stored) {
        List<Event> events = new ArrayList<>();
        SeenJournal.read("journal", stored, (id, time, clean) -> events.add(new Event(id, time, clean)));
        return events;
    }
}
