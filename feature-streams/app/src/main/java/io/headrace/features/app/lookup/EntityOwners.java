package io.headrace.features.app.lookup;

import io.headrace.features.app.state.EntityStates;
import io.headrace.features.app.state.ReferenceTable;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.FeaturesUnavailableException;
import io.headrace.features.engine.KeptFeatures;
import io.headrace.features.engine.Lookups;
import io.headrace.features.engine.Stage;
import io.headrace.features.engine.StatefulValues;
import io.headrace.features.lookup.EntityPartitions;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;

/**
 * The tasks of this process that keep entities, and features read from them while they work: a request reads what the stream has come to, and
 * waits for the task only while that handles one event.
 */
public final class EntityOwners implements KeptFeatures {

    /** What is used of the heap to keep entities ready: a fourth. */
    private static final int PART_OF_HEAP = 4;

    private final FeatureProgram program;
    private final EntityPartitions partitions;
    private final Map<Place, EntityStates> owners = new ConcurrentHashMap<>();
    private final Map<Place, ReferenceTable> tables = new ConcurrentHashMap<>();
    private final long memory;
    private final CompletableFuture<Boolean> whole = new CompletableFuture<>();

    /** A stage's entities, or a reference's rows, in one partition. */
    private record Place(String name, int partition) {}

    /** @param partitions of the pipeline's topics, 1 or more */
    public EntityOwners(PipelineDefinition definition, int partitions) {
        this(definition, partitions, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /**
     * @param partitions of the pipeline's topics, 1 or more
     * @param memory bytes, about, that entities and rows of references may take in memory together, for those that come again soon
     */
    public EntityOwners(PipelineDefinition definition, int partitions, long memory) {
        this.memory = memory;
        this.program = FeatureProgram.compile(definition);
        this.partitions = new EntityPartitions(partitions);
        noteWhole();
    }

    /** A task has a stage's entities of a partition from now on, and has restored them. */
    public void own(int partition, EntityStates entities) {
        owners.put(new Place(entities.stage().name(), partition), entities);
        share();
        noteWhole();
    }

    /** A task has them no more: who asks from now on is refused, and nobody is still reading when this returns. */
    public void release(int partition, EntityStates entities) {
        owners.remove(new Place(entities.stage().name(), partition), entities);
        share();
        entities.close();
    }

    /** As with entities, of a reference's rows. */
    public void own(int partition, ReferenceTable rows) {
        tables.put(new Place(rows.name(), partition), rows);
        share();
        noteWhole();
    }

    /** As with entities, of a reference's rows. */
    public void release(int partition, ReferenceTable rows) {
        tables.remove(new Place(rows.name(), partition), rows);
        share();
        rows.close();
    }

    @Override
    public FeatureRow of(GenericRecord event) {
        StatefulValues answers = program.blank();
        List<String> missing = new ArrayList<>();
        for (Stage stage : program.stages()) {
            stage.entity(event)
                    .ifPresentOrElse(
                            entity -> {
                                if (!values(stage, entity, event, answers)) {
                                    missing.add(stage.name() + " " + partitions.of(stage, entity));
                                }
                            },
                            () -> stage.missing(answers));
        }
        for (Lookups lookups : program.lookups()) {
            lookups.key(event).ifPresent(key -> {
                int partition = partitions.of(lookups.reference(), key);
                ReferenceTable owner = tables.get(new Place(lookups.reference(), partition));
                if (owner == null || !owner.values(lookups, event, answers)) {
                    missing.add("reference " + lookups.reference() + " " + partition);
                }
            });
        }
        if (!missing.isEmpty()) {
            throw new FeaturesUnavailableException(missing);
        }
        return program.row(event, answers);
    }

    /** Answers one stage; false, and nothing is answered, where the entity is kept elsewhere. */
    boolean values(Stage stage, String entity, GenericRecord event, StatefulValues into) {
        EntityStates owner = owners.get(new Place(stage.name(), partitions.of(stage, entity)));
        return owner != null && owner.values(entity, event, into);
    }

    /** The partitions of which all stages' entities are here. */
    List<Integer> answered() {
        return IntStream.range(0, partitions.count())
                .filter(partition -> program.stages().stream()
                        .allMatch(stage -> owners.containsKey(new Place(stage.name(), partition))))
                .boxed()
                .toList();
    }

    @Override
    public void whenWhole(Runnable next) {
        var _ = whole.thenRun(next);
    }

    /** Tasks come and go: the memory is divided among those that are there. */
    private void share() {
        long share = memory / Math.max(1, owners.size() + tables.size());
        owners.values().forEach(entities -> entities.mayUse(share));
        tables.values().forEach(rows -> rows.mayUse(share));
    }

    private void noteWhole() {
        if (owners.size() == program.stages().size() * partitions.count()
                && tables.size() == program.references().size() * partitions.count()) {
            whole.complete(true);
        }
    }
}
