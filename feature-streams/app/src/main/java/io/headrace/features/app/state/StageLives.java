package io.headrace.features.app.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.features.app.avro.BegunStages;
import io.headrace.features.app.intake.ChangedFeatures;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.runtime.streams.store.CommitStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * How often each stage has begun at a task that feeds it, kept beside the task's place in its input. A stage that a definition lacked
 * for a while has missed what was read meanwhile: when it is there again it begins anew, and nothing that it remembered counts
 * any more. So it is with the labels of a stage that did not learn for a while.
 *
 * @param lives by {@link #ofEvents} and {@link #ofLabels}, of the stages that there are
 * @param change what it means for the features; empty where all mean what they did, and at the very first start
 */
public record StageLives(SortedMap<String, Integer> lives, Optional<ChangedFeatures> change) {

    private static final Bytes KEY = Bytes.wrap("stages".getBytes(UTF_8));

    /**
     * Begins with a definition.
     *
     * @param meanings of features by name
     * @param store of the task's input clock
     */
    public static StageLives begin(FeatureProgram program, Map<String, String> meanings, CommitStore store) {
        byte @Nullable [] stored = store.get(KEY);
        Optional<BegunStages> before = stored == null ? Optional.empty() : Optional.of(read(stored));
        Map<String, Integer> known =
                new HashMap<>(before.map(BegunStages::getLives).orElse(Map.of()));
        Set<String> present = new HashSet<>(before.map(BegunStages::getPresent).orElse(List.of()));
        SortedMap<String, Integer> lives = new TreeMap<>();
        for (String name : names(program)) {
            lives.put(name, known.getOrDefault(name, 0) + (present.contains(name) ? 0 : 1));
        }
        known.putAll(lives);
        SortedSet<String> features = new TreeSet<>();
        program.stateful().forEach(feature -> features.add(meaning(meanings, feature)));
        byte[] now = write(new BegunStages(new TreeMap<>(known), List.copyOf(lives.keySet()), List.copyOf(features)));
        if (!Arrays.equals(now, stored)) {
            store.put(KEY, now);
        }
        return new StageLives(
                lives, before.flatMap(one -> change(program, meanings, new HashSet<>(one.getFeatures()), features)));
    }

    /** What a stage's life is known by. */
    public static String ofEvents(Stage stage) {
        return stage.name();
    }

    /** What the life of a stage's labels is known by. */
    public static String ofLabels(Stage stage) {
        return stage.name() + " labels";
    }

    /** What has a life with these features. */
    public static List<String> names(FeatureProgram program) {
        List<String> names = new ArrayList<>();
        for (Stage stage : program.stages()) {
            names.add(ofEvents(stage));
            if (stage.learns()) {
                names.add(ofLabels(stage));
            }
        }
        return names;
    }

    private static Optional<ChangedFeatures> change(
            FeatureProgram program, Map<String, String> meanings, Set<String> before, Set<String> now) {
        SortedMap<String, Duration> cold = new TreeMap<>();
        SortedSet<String> kept = new TreeSet<>();
        for (String feature : program.stateful()) {
            if (before.contains(meaning(meanings, feature))) {
                kept.add(feature);
            } else {
                cold.put(feature, program.lookBack(feature));
            }
        }
        return before.equals(now) ? Optional.empty() : Optional.of(new ChangedFeatures(cold, kept));
    }

    private static String meaning(Map<String, String> meanings, String feature) {
        String meaning = meanings.get(feature);
        if (meaning == null) {
            throw new IllegalArgumentException("feature " + feature + " has no meaning among " + meanings.keySet());
        }
        return meaning;
    }

    private static byte[] write(BegunStages stages) {
        try {
            ByteBuffer written = stages.toByteBuffer();
            byte[] bytes = new byte[written.remaining()];
            written.get(bytes);
            return bytes;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static BegunStages read(byte[] bytes) {
        try {
            return BegunStages.fromByteBuffer(ByteBuffer.wrap(bytes));
        } catch (IOException unknown) {
            throw new UncheckedIOException("what the features began with last cannot be read", unknown);
        }
    }
}
