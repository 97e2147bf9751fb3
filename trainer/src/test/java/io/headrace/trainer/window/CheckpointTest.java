package io.headrace.trainer.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CheckpointTest {

    @Property
    void aNoteIsReadBack(@ForAll @LongRange(min = 0) long from, @ForAll long floor, @ForAll boolean floored) {
        Checkpoint checkpoint = new Checkpoint(from, 9, floored ? OptionalLong.of(floor) : OptionalLong.empty());

        assertThat(Checkpoint.read(9, checkpoint.note())).contains(checkpoint);
    }

    @Test
    void anotherToolsNoteIsNoCheckpoint() {
        assertThat(Checkpoint.read(9, "")).isEmpty();
    }
}
