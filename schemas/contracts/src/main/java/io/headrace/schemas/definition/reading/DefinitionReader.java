package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Cleaning;
import io.headrace.schemas.definition.CsvDialect;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Gates;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.Monitoring;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.PipelineName;
import io.headrace.schemas.definition.Rollout;
import io.headrace.schemas.definition.Training;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a pipeline definition from YAML. Every mistake is found in one reading; nothing is thrown for a bad file. */
public final class DefinitionReader {

    private final Findings findings;
    private final SchemaLoader loader;

    private DefinitionReader(String file, SchemaLoader loader) {
        this.findings = new Findings(file);
        this.loader = loader;
    }

    /** Reads a file; the schema it names is looked for beside it. Mistakes carry the path as given here. */
    public static DefinitionResult read(Path yaml) {
        Path folder = Optional.ofNullable(yaml.toAbsolutePath().getParent()).orElse(yaml);
        try {
            return read(Files.readString(yaml), yaml.toString(), SchemaLoader.relativeTo(folder));
        } catch (NoSuchFileException _) {
            return unreadable(yaml, "there is no such file");
        } catch (MalformedInputException _) {
            return unreadable(yaml, "is no text in UTF-8");
        } catch (IOException e) {
            return unreadable(
                    yaml,
                    Files.isDirectory(yaml)
                            ? "is a folder; name the YAML file in it"
                            : "cannot be read: " + e.getMessage());
        }
    }

    /**
     * Reads a text.
     *
     * @param fileName what mistakes call the file
     * @param schemas where the event schema is found
     */
    public static DefinitionResult read(String yaml, String fileName, SchemaLoader schemas) {
        return new DefinitionReader(fileName, schemas).read(yaml);
    }

    /**
     * Reads a file that should be valid.
     *
     * @throws InvalidDefinitionException with all mistakes, where there are any
     */
    public static PipelineDefinition readValid(Path yaml) {
        return switch (read(yaml)) {
            case DefinitionResult.Valid(PipelineDefinition definition) -> definition;
            case DefinitionResult.Invalid(List<Mistake> mistakes) -> throw new InvalidDefinitionException(mistakes);
        };
    }

    private static DefinitionResult unreadable(Path yaml, String why) {
        return new DefinitionResult.Invalid(List.of(new Mistake(yaml.toString(), 1, 1, "", why)));
    }

    private DefinitionResult read(String yaml) {
        Optional<PipelineDefinition> definition = YamlTree.parse(yaml, findings).flatMap(this::definition);
        return findings.isEmpty()
                ? new DefinitionResult.Valid(definition.orElseThrow())
                : new DefinitionResult.Invalid(findings.mistakes());
    }

    private Optional<PipelineDefinition> definition(Node root) {
        Section top = Section.of(new Entry("", root, findings), Keys.DEFINITION);
        if (!top.entry().isMapping()) {
            return Optional.empty();
        }
        Optional<PipelineName> name =
                top.require("pipeline", "give the pipeline a name").flatMap(DefinitionReader::name);
        ProblemDraft problem = top.require("problem", "say what is to be predicted")
                .map(entry -> ProblemReader.read(Section.of(entry, Keys.PROBLEM)))
                .orElse(ProblemDraft.UNKNOWN);
        EventsDraft events = top.require("events", "say what the events look like")
                .map(entry -> EventsReader.read(Section.of(entry, Keys.EVENTS), loader))
                .orElse(EventsDraft.UNKNOWN);
        Optional<Labels> labels = LabelsReader.read(top.section("labels", Keys.LABELS), events, problem);
        Cleaning clean = CleanReader.read(top.section("clean", Keys.CLEAN), events);
        Optional<Entry> featuresEntry = top.require("features", "a model needs at least one");
        ReferencesDraft references = ReferencesReader.read(top.find("references"), events, names(featuresEntry));
        StreamsDraft streams = StreamsReader.read(top.find("streams"), loader, references.whole());
        List<Feature> features = FeaturesReader.read(
                featuresEntry, new FeatureContext(events, problem, references, streams, names(featuresEntry)));
        references.checkUsed(features);
        streams.checkUsed(features);
        Training train = TrainReader.read(top.section("train", Keys.TRAIN));
        Gates gates = OperationsReader.gates(top.section("gates", Keys.GATES), problem);
        Rollout rollout = OperationsReader.rollout(top.section("rollout", Keys.ROLLOUT));
        Monitoring monitor = OperationsReader.monitor(top.section("monitor", Keys.MONITOR));
        Optional<CsvDialect> source =
                top.find("source").flatMap(entry -> SourceReader.read(Section.of(entry, Keys.SOURCE), events));
        if (!findings.isEmpty()) {
            return Optional.empty();
        }
        Events own = whole(events, features);
        return Optional.of(CanonicalForm.hashed(new PipelineDefinition(
                name.orElseThrow(),
                problem.whole().orElseThrow(),
                own,
                labels.orElseThrow(),
                clean,
                streams.whole(own, features),
                references.whole(),
                features,
                train,
                gates,
                rollout,
                monitor,
                source,
                "")));
    }

    /** What {@code features} names, whatever it says of it. */
    private static Set<String> names(Optional<Entry> features) {
        return features.map(Entry::node)
                .filter(MappingNode.class::isInstance)
                .map(node -> Section.peek((MappingNode) node).keySet())
                .orElse(Set.of());
    }

    private static Optional<PipelineName> name(Entry entry) {
        return entry.text("the pipeline's name").flatMap(text -> {
            try {
                return Optional.of(new PipelineName(text));
            } catch (IllegalArgumentException e) {
                entry.mistake(String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    /** Keys that are not stated are those the features look up entities by. */
    private static Events whole(EventsDraft events, List<Feature> features) {
        List<String> keys = events.keys()
                .orElseGet(() -> features.stream()
                        .flatMap(feature -> FeatureKeys.of(feature).stream())
                        .distinct()
                        .toList());
        return new Events(
                events.schema().orElseThrow(),
                events.id().orElseThrow(),
                events.time().orElseThrow(),
                keys,
                events.lateness(),
                events.ahead(),
                events.ordering());
    }
}
