package io.headrace.registry.protocol.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.avro.ModelAlias;
import io.headrace.schemas.avro.RegistryRecord;
import io.headrace.schemas.definition.PipelineName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RegistryStateTest {

    private static final List<String> PIPELINES = List.of("payments", "clicks");
    private static final List<String> ALIASES = List.of("champion", "challenger");

    /** What compaction leaves is the last record of each key, where it was. */
    @Property(tries = 300)
    void compactionDoesNotChangeWhatAliasesName(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 39) Integer> moves) {
        RegistryState whole = new RegistryState();
        Map<String, Long> lastOf = new TreeMap<>();
        for (int position = 0; position < moves.size(); position++) {
            whole.apply(key(moves.get(position)), record(moves.get(position)), position);
            lastOf.put(key(moves.get(position)), (long) position);
        }
        RegistryState compacted = new RegistryState();
        lastOf.values().stream().sorted().forEach(position -> {
            int move = moves.get(position.intValue());
            compacted.apply(key(move), record(move), position);
        });

        for (String name : PIPELINES) {
            PipelineName pipeline = new PipelineName(name);
            assertThat(compacted.view().of(pipeline).aliases())
                    .isEqualTo(whole.view().of(pipeline).aliases());
        }
    }

    @Test
    void aViewDoesNotChangeWhenTheStateGoesOn() {
        RegistryState state = new RegistryState();
        state.apply(key(0), record(0), 0);
        RegistryView before = state.view();
        state.apply(key(4), record(4), 1);

        PipelineName pipeline = new PipelineName(PIPELINES.getFirst());
        assertThat(before.of(pipeline).history()).hasSize(1);
        assertThat(state.view().of(pipeline).history()).hasSize(2);
    }

    @Test
    void historyIsBounded() {
        RegistryState state = new RegistryState();
        for (int i = 0; i < RegistryState.HISTORY_LIMIT + 5; i++) {
            state.apply(key(0), record(0), i);
        }
        List<RegistryEntry> history =
                state.view().of(new PipelineName(PIPELINES.getFirst())).history();
        assertThat(history).hasSize(RegistryState.HISTORY_LIMIT);
        assertThat(history.getFirst().provenance().position()).isEqualTo(5);
    }

    @Test
    void aKeyThatDoesNotFitItsRecordIsRefusedInWords() {
        RegistryState state = new RegistryState();
        assertThatThrownBy(() -> state.apply("payments/alias/challenger", record(0), 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the key \"payments/alias/challenger\" does not fit its record; \"payments/alias/champion\" would"
                                + " be right");
        assertThatThrownBy(() -> state.apply("payments/version/0", null, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pipeline/version/N or pipeline/alias/NAME would be right");
        assertThat(state.view().of(new PipelineName("payments")).history()).isEmpty();
    }

    private static String key(int move) {
        return PIPELINES.get(move % 2) + "/alias/" + ALIASES.get(move / 2 % 2);
    }

    private static RegistryRecord record(int move) {
        ModelAlias alias = new ModelAlias(PIPELINES.get(move % 2), ALIASES.get(move / 2 % 2), 1 + move / 4, null);
        return new RegistryRecord("anna", Instant.EPOCH, "try", alias);
    }
}
