package io.headrace.registry.protocol.view;

import io.headrace.registry.protocol.view.RegistryEntry.AliasMoved;
import io.headrace.registry.protocol.view.RegistryEntry.VersionPublished;
import io.headrace.schemas.avro.ModelAlias;
import io.headrace.schemas.avro.ModelVersion;
import io.headrace.schemas.avro.RegistryRecord;
import io.headrace.schemas.definition.PipelineName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds registry records, in their order, into a view: the same records give the same view, and so does a topic from which
 * compaction took superseded records. For one thread.
 */
public final class RegistryState {

    /** Changes remembered of a pipeline. */
    static final int HISTORY_LIMIT = 1000;

    private final Map<PipelineName, Pipeline> pipelines = new LinkedHashMap<>();
    private final Map<PipelineName, Pipeline> touched = new LinkedHashMap<>();
    private RegistryView view = RegistryView.empty();

    /**
     * Takes one record in.
     *
     * @param key the record's key
     * @param record null is a tombstone: the version or alias is gone
     * @param position the record's offset
     * @return the change; empty for a tombstone
     * @throws IllegalArgumentException if the key is none or does not fit the record, which is then not taken in
     */
    public Optional<RegistryEntry> apply(String key, @Nullable RegistryRecord record, long position) {
        RegistryKey parsed = RegistryKey.parse(key);
        if (record == null) {
            pipeline(parsed.pipeline()).remove(parsed);
            return Optional.empty();
        }
        RegistryEntry entry = entry(record, position);
        RegistryKey right = keyOf(entry);
        if (!right.equals(parsed)) {
            throw new IllegalArgumentException(
                    "the key \"" + key + "\" does not fit its record; \"" + right + "\" would be right");
        }
        pipeline(entry.pipeline()).add(entry);
        return Optional.of(entry);
    }

    /** What all records so far amount to. */
    public RegistryView view() {
        if (!touched.isEmpty()) {
            List<PipelineModels> changed = new ArrayList<>();
            touched.forEach((name, pipeline) -> changed.add(pipeline.models(name)));
            view = view.with(changed);
            touched.clear();
        }
        return view;
    }

    private Pipeline pipeline(PipelineName name) {
        Pipeline pipeline = pipelines.computeIfAbsent(name, any -> new Pipeline());
        touched.put(name, pipeline);
        return pipeline;
    }

    private static RegistryEntry entry(RegistryRecord record, long position) {
        Provenance provenance = new Provenance(record.getWho(), record.getWhen(), record.getWhy(), position);
        return switch (record.getBody()) {
            case ModelVersion version -> new VersionPublished(version, provenance);
            case ModelAlias alias ->
                new AliasMoved(
                        new PipelineName(alias.getPipeline()),
                        alias.getAlias(),
                        alias.getVersion(),
                        Optional.ofNullable(alias.getPrevious()),
                        provenance);
            default -> throw new IllegalArgumentException("the record is neither a version nor an alias");
        };
    }

    private static RegistryKey keyOf(RegistryEntry entry) {
        return switch (entry) {
            case VersionPublished published ->
                new RegistryKey.OfVersion(
                        published.pipeline(), published.version().getVersion());
            case AliasMoved moved -> new RegistryKey.OfAlias(moved.pipeline(), moved.alias());
        };
    }

    /** One pipeline's part, growing. */
    private static final class Pipeline {

        private final Map<Integer, VersionPublished> versions = new TreeMap<>();
        private final Map<String, AliasMoved> aliases = new TreeMap<>();
        private final Deque<RegistryEntry> history = new ArrayDeque<>();

        void add(RegistryEntry entry) {
            switch (entry) {
                case VersionPublished published ->
                    versions.put(published.version().getVersion(), published);
                case AliasMoved moved -> aliases.put(moved.alias(), moved);
            }
            history.addLast(entry);
            if (history.size() > HISTORY_LIMIT) {
                history.removeFirst();
            }
        }

        void remove(RegistryKey key) {
            switch (key) {
                case RegistryKey.OfVersion(PipelineName _, int version) -> versions.remove(version);
                case RegistryKey.OfAlias(PipelineName _, String alias) -> aliases.remove(alias);
            }
        }

        PipelineModels models(PipelineName name) {
            return new PipelineModels(name, List.copyOf(versions.values()), aliases, List.copyOf(history));
        }
    }
}
