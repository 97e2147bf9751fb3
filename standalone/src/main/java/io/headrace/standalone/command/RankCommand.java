package io.headrace.standalone.command;

import io.headrace.connectors.csv.reading.CsvProblem;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Training;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.features.FileExamples;
import io.headrace.standalone.features.RankingJson;
import io.headrace.standalone.features.RankingText;
import io.headrace.standalone.features.Suggestion;
import io.headrace.standalone.features.TopicExamples;
import io.headrace.standalone.topic.NewestRecords;
import io.headrace.trainer.rank.FeatureRanking;
import io.headrace.trainer.rank.Ranking;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headrace features rank}: what a definition's features are worth on data. */
@Command(
        name = "rank",
        description = {
            "Ranks a definition's features by what a model loses without them, and by what each tells of the label; names those that say the"
                    + " same, and ends with the features worth keeping, as YAML.",
            "With -f and --source over a file with labels; without, over the examples of a running system."
        },
        mixinStandardHelpOptions = true)
final class RankCommand implements Callable<Integer> {

    /** Fewer say nothing. */
    private static final int LEAST = 200;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "PIPELINE.yaml",
            description = "The definition; with --source.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--source",
            paramLabel = "FILE",
            description = "CSV file, plain or gz; several are one stream in this order.")
    private List<Path> sources = List.of();

    @Mixin
    private LabelDelayOption labelDelay = new LabelDelayOption();

    @Mixin
    private RunningOption running = new RunningOption();

    @Mixin
    private OutputOption output = new OutputOption();

    /** What is ranked. */
    private record Data(PipelineDefinition definition, List<Example> examples, String name) {}

    @Override
    public Integer call() {
        if (file.isPresent() == sources.isEmpty()) {
            throw new WrongArguments(
                    file.isPresent()
                            ? "-f " + file.get()
                                    + ": found no --source; right is --source FILE beside it, or neither to rank"
                                    + " over the examples of a running system, which has its definition"
                            : "--source " + sources.getFirst() + ": found no -f; right is -f PIPELINE.yaml beside it");
        }
        Data data = file.map(this::ofFiles).orElseGet(this::ofRunning);
        switch (FeatureRanking.of(data.definition(), data.examples(), LEAST)) {
            case FeatureRanking.Outcome.Ranked(Ranking ranking) -> {
                Suggestion suggestion = Suggestion.of(data.definition(), ranking);
                output.show(
                        () -> RankingJson.of(data.definition(), ranking, suggestion),
                        () -> RankingText.of(data.definition(), ranking, suggestion));
            }
            case FeatureRanking.Outcome.Refused(String sentence) ->
                throw new WrongArguments(data.name() + ": nothing to rank by: " + sentence);
        }
        return 0;
    }

    private Data ofFiles(Path path) {
        int delay = labelDelay.rows();
        PipelineDefinition definition = DefinitionReader.readValid(path);
        EventsAlone.require(
                path,
                definition,
                "a definition without them, or ./headrace features rank alone, over the examples of a running system");
        SourceFiles.of(sources, definition).requireLabels(definition);
        try {
            return new Data(definition, FileExamples.of(sources, definition, delay), "--source " + sources.getFirst());
        } catch (CsvProblem e) {
            throw new WrongArguments("--source " + e.getMessage());
        }
    }

    private Data ofRunning() {
        PipelineDefinition definition = running.definition();
        String topic = new Topics(definition.pipeline()).examples();
        TopicExamples reader = new TopicExamples(definition, running.serdes());
        NewestRecords<Example> newest =
                NewestRecords.of(running.system().bootstrapServers(), topic, reader::read, most(definition));
        if (newest.passedOver().count() > 0) {
            output.warn(newest.passedOver().text());
        }
        return new Data(definition, newest.records(), topic);
    }

    /** As many as a training takes; of a window of time, which no number bounds, more than it is likely to hold. */
    private static int most(PipelineDefinition definition) {
        return switch (definition.train().window()) {
            case Training.Window.Examples(int count) -> count;
            case Training.Window.Time _ -> 100_000;
        };
    }
}
