package io.headrace.features.app.spread;

import io.headrace.features.app.avro.AnsweringStage;
import io.headrace.features.app.avro.Answers;
import io.headrace.features.app.avro.StageAnswer;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.StatefulValues;
import io.headrace.runtime.streams.eventtime.Batches;
import io.headrace.runtime.streams.store.TaskStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stages have answered the events that still wait, by the event's place in the clean topic: in memory, since an event whose
 * answers have come goes soon; stored as they came.
 */
final class CollectedAnswers {

    private static final String NAME = "answers";

    private final FeatureProgram program;
    private final boolean hasStages;
    private final Map<String, List<Integer>> places = new HashMap<>();
    private final Batches batches;
    private final Map<Place, Collected> collected = new HashMap<>();

    private record Place(int partition, long offset) {}

    private record Taken(Batches.Batch batch, int item) {}

    /** Of one event. */
    private record Collected(StatefulValues values, Set<String> stages, List<Taken> from) {}

    /** @param meanings of the program's stateful features, in their order */
    CollectedAnswers(FeatureProgram program, List<String> meanings, Parcels parcels, TaskStore state) {
        this.program = program;
        this.hasStages = !program.stateful().isEmpty();
        for (int i = 0; i < meanings.size(); i++) {
            places.computeIfAbsent(meanings.get(i), _ -> new ArrayList<>()).add(i);
        }
        batches = new Batches(Batches.section(state, NAME));
        batches.read(null, stored -> {
            collect(stored.batch(), parcels.readAnswers(stored.bytes()).content());
            return true;
        });
        batches.save();
    }

    /**
     * No row waits. Where there is no stage none would take answers away that come after their rows; before that they are kept, for with
     * the next definition a row that still waits asks for them.
     */
    void nothingWaits() {
        if (!hasStages) {
            collected.values().forEach(this::takeAway);
            collected.clear();
        }
    }

    void add(Parcel.Answered parcel) {
        int answers = parcel.content().getAnswers().size();
        if (answers > 0) {
            collect(batches.add(0, parcel.bytes(), answers), parcel.content());
        }
    }

    /**
     * An event's answers, in the order of the program's stateful features.
     *
     * @param asked the stages it was sent to, of an earlier definition too: each answers, as long as there is any stage
     * @return empty while one has not answered
     */
    Optional<StatefulValues> of(int partition, long offset, List<String> asked) {
        Collected found = collected.get(new Place(partition, offset));
        for (String stage : asked) {
            if (hasStages && (found == null || !found.stages().contains(stage))) {
                return Optional.empty();
            }
        }
        return Optional.of(found == null ? program.blank() : found.values());
    }

    void remove(int partition, long offset) {
        Collected gone = collected.remove(new Place(partition, offset));
        if (gone != null) {
            takeAway(gone);
        }
    }

    private void takeAway(Collected gone) {
        gone.from().forEach(taken -> batches.take(taken.batch(), taken.item()));
    }

    /** Before the next commit. */
    void save() {
        batches.save();
    }

    /** Values of a feature that an earlier definition had are for nobody; what it lacked stays missing. */
    private void collect(Batches.Batch batch, Answers content) {
        List<List<List<Integer>>> placesOf =
                content.getStages().stream().map(this::places).toList();
        for (int item = 0; item < content.getAnswers().size(); item++) {
            if (batch.isTaken(item)) {
                continue;
            }
            StageAnswer answer = content.getAnswers().get(item);
            String stage = content.getStages().get(answer.getStage()).getStage();
            Collected one = collected.computeIfAbsent(
                    new Place(answer.getSource(), answer.getOffset()),
                    _ -> new Collected(program.blank(), new HashSet<>(), new ArrayList<>()));
            one.stages().add(stage);
            one.from().add(new Taken(batch, item));
            put(answer.getValues(), placesOf.get(answer.getStage()), one.values());
        }
    }

    /** Of each value, where it goes. */
    private List<List<Integer>> places(AnsweringStage stage) {
        return stage.getFeatures().stream()
                .map(meaning -> places.getOrDefault(meaning, List.of()))
                .toList();
    }

    private static void put(List<Object> values, List<List<Integer>> places, StatefulValues into) {
        for (int i = 0; i < values.size(); i++) {
            for (int place : places.get(i)) {
                AnswerValues.read(values.get(i), into, place);
            }
        }
    }
}
