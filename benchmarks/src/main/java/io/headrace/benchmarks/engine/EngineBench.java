package io.headrace.benchmarks.engine;

import com.sun.management.ThreadMXBean;
import io.headrace.benchmarks.results.Machine;
import io.headrace.benchmarks.workload.Workload;
import io.headrace.features.engine.EntityPieces;
import io.headrace.features.engine.EntityState;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Lives;
import io.headrace.features.engine.Stage;
import io.headrace.features.engine.StatefulValues;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;

/**
 * Answers and records events of the wide definition in memory, in one thread, with few and with many events a key, by the thread's CPU
 * time. Events are made beforehand and not measured.
 */
public final class EngineBench {

    /** So many entities of each key are in use, where a key has few events. */
    private static final int LEAST_LIVE = 10_000;

    private static final int BLOCK = 10_000;

    /** State is counted on this many events at the most. */
    private static final int MOST_STORED = 100_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final FeatureProgram program;
    private final EngineOptions options;

    private EngineBench(FeatureProgram program, EngineOptions options) {
        this.program = program;
        this.options = options;
    }

    /** @param work a directory to write to */
    public static EngineResults run(EngineOptions options, Path work, String commit, Consumer<String> said) {
        PipelineDefinition definition =
                DefinitionReader.readValid(Workload.wide("checkout").write(work));
        EngineBench bench = new EngineBench(FeatureProgram.compile(definition), options);
        // What the compiler makes of the code with one size is not to be paid by the first.
        bench.nanosAndBytes(1000, Math.max(1, LEAST_LIVE / 1000), new ArrayList<>(), new ArrayList<>());
        List<EngineRun> runs = new ArrayList<>();
        for (int perKey : options.perKey()) {
            said.accept(perKey + " events a key");
            runs.add(bench.run(perKey));
        }
        return new EngineResults(Machine.here(), commit, options, runs);
    }

    private EngineRun run(int perKey) {
        int keys = Math.max(1, LEAST_LIVE / perKey);
        List<Double> nanos = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        nanosAndBytes(perKey, keys, nanos, bytes);
        return new EngineRun(perKey, keys, nanos, bytes, storedBytes(perKey, keys));
    }

    private void nanosAndBytes(int perKey, int keys, List<Double> nanos, List<Double> bytes) {
        Payments payments = new Payments(perKey, keys);
        Entities entities = new Entities(program);
        StatefulValues answers = program.blank();
        for (long fed = 0; fed < (long) perKey * keys; fed += BLOCK) {
            payments.take(BLOCK).forEach(event -> entities.observe(event, answers));
        }
        for (int repetition = 0; repetition < options.repetitions(); repetition++) {
            long spent = 0;
            long allocated = 0;
            for (int done = 0; done < options.events(); done += BLOCK) {
                List<GenericRecord> block = payments.take(BLOCK);
                long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
                long before = THREADS.getCurrentThreadCpuTime();
                for (GenericRecord event : block) {
                    entities.observe(event, answers);
                }
                spent += THREADS.getCurrentThreadCpuTime() - before;
                allocated += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
            }
            double events = Math.ceilDiv(options.events(), BLOCK) * (double) BLOCK;
            nanos.add(spent / events);
            bytes.add(allocated / events);
        }
    }

    private double storedBytes(int perKey, int keys) {
        int count = Math.min(MOST_STORED, perKey) * keys;
        Map<String, Stored> stores = new HashMap<>();
        StatefulValues answers = program.blank();
        for (GenericRecord event : new Payments(Math.min(MOST_STORED, perKey), keys).take(count)) {
            for (Stage stage : program.stages()) {
                String entity = stage.entity(event).orElseThrow();
                Stored stored = stores.computeIfAbsent(stage + entity, _ -> new Stored(stage, entity));
                stage.observe(stored.state, event, answers, program.eventTime(event));
            }
        }
        stores.values().forEach(Stored::write);
        return stores.values().stream().mapToLong(stored -> stored.bytes).sum() / (double) count;
    }

    /** All stages' entities in memory. */
    private static final class Entities {

        private final FeatureProgram program;
        private final List<Map<String, EntityState>> states = new ArrayList<>();

        Entities(FeatureProgram program) {
            this.program = program;
            program.stages().forEach(_ -> states.add(new HashMap<>()));
        }

        void observe(GenericRecord event, StatefulValues answers) {
            long time = program.eventTime(event);
            for (int i = 0; i < states.size(); i++) {
                Stage stage = program.stages().get(i);
                String entity = stage.entity(event).orElseThrow();
                EntityState state = states.get(i).get(entity);
                if (state == null) {
                    state = stage.unseen();
                    states.get(i).put(entity, state);
                }
                stage.observe(state, event, answers, time);
            }
        }
    }

    /** What an entity takes in a store. */
    private static final class Stored implements EntityPieces, EntityPieces.Changes {

        private final Stage stage;
        private final int nameBytes;
        private final EntityState state;
        private long bytes;

        Stored(Stage stage, String entity) {
            this.stage = stage;
            this.nameBytes = Integer.BYTES + entity.length();
            this.state = stage.read(this, Lives.FIRST);
        }

        void write() {
            stage.write(state, this);
        }

        @Override
        public Optional<byte[]> read(byte[] key) {
            return Optional.empty();
        }

        @Override
        public void put(byte[] key, byte[] piece) {
            bytes += nameBytes + key.length + piece.length;
        }

        @Override
        public void remove(byte[] key) {}
    }
}
