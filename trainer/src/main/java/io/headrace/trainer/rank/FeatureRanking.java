package io.headrace.trainer.rank;

import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ModelFamily;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.trainer.calibration.Threshold;
import io.headrace.trainer.data.Dataset;
import io.headrace.trainer.rank.RankedFeature.Twin;
import io.headrace.trainer.rank.RankedFeature.Verdict;
import io.headrace.trainer.run.Splits;
import io.headrace.trainer.run.TrainingRun;
import io.headrace.trainer.search.Search;
import io.headrace.trainer.search.TrialModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ranks a definition's features over examples. What a feature tells by itself and which others say the same is counted over all of them; what
 * a model loses without it, on the newest, by the definition's first model family with its usual parameters, fitted on the others as a training
 * does. The same examples, definition and seed give the same ranking.
 */
public final class FeatureRanking {

    private final PipelineDefinition definition;
    private final Splits splits;
    private final Dataset rows;
    private final TrialModel model;
    private final Map<String, Information> information;
    private final Map<String, List<Twin>> groups;

    private FeatureRanking(PipelineDefinition definition, Splits splits) {
        this.definition = definition;
        this.splits = splits;
        this.rows = splits.training().followedBy(splits.validation()).followedBy(splits.unseen());
        this.model = new Search(
                        List.of(TrainingRun.trainer(family())),
                        1,
                        metric(),
                        Threshold.judge(definition.problem()),
                        definition.train().seed())
                .run(splits.training(), splits.validation(), _ -> {})
                .judged();
        this.information = information();
        this.groups = new Redundancy(rows).groups(tellingFirst());
    }

    /** What came of it. */
    public sealed interface Outcome {

        record Ranked(Ranking ranking) implements Outcome {}

        /**
         * The examples do not allow it.
         *
         * @param sentence what was found and what would be right
         */
        record Refused(String sentence) implements Outcome {}
    }

    /**
     * Ranks. Takes seconds.
     *
     * @param examples in any order
     * @param least as many labelled examples must there be
     */
    public static Outcome of(PipelineDefinition definition, List<Example> examples, int least) {
        Splits splits = Splits.of(definition, examples);
        Optional<String> objection = splits.objection(least);
        return objection.isPresent()
                ? new Outcome.Refused(objection.get())
                : new Outcome.Ranked(new FeatureRanking(definition, splits).ranking());
    }

    private Ranking ranking() {
        List<RankedFeature> ranked = new ArrayList<>();
        groups.forEach((first, twins) -> ranked.addAll(ranked(first, twins)));
        ranked.sort(Comparator.comparingDouble(
                        (RankedFeature feature) -> feature.importance().loss())
                .thenComparingDouble(feature -> feature.information().bits())
                .reversed());
        return new Ranking(
                rows.rows(),
                splits.training().rows() + splits.validation().rows(),
                splits.unseen().rows(),
                family(),
                metric(),
                Importance.judged(model, splits.unseen()).value(metric()),
                Parted.label(rows.target()).entropy(),
                ranked);
    }

    private List<RankedFeature> ranked(String first, List<Twin> twins) {
        Set<String> all = new HashSet<>(Set.of(first));
        twins.forEach(twin -> all.add(twin.name()));
        Optional<Importance> together = twins.isEmpty() ? Optional.empty() : Optional.of(importance(all));
        List<RankedFeature> ranked = new ArrayList<>();
        Importance alone = importance(Set.of(first));
        ranked.add(new RankedFeature(
                first, alone, together, toldBy(first), twins, verdict(together.orElse(alone), toldBy(first))));
        for (Twin twin : twins) {
            Twin of = new Twin(first, twin.likeness());
            ranked.add(new RankedFeature(
                    twin.name(),
                    importance(Set.of(twin.name())),
                    together,
                    toldBy(twin.name()),
                    List.of(of),
                    new Verdict.Redundant(of)));
        }
        return ranked;
    }

    private static Verdict verdict(Importance importance, Information information) {
        if (importance.isBeyondChance()) {
            return new Verdict.Keep();
        }
        return information.beyondChance() ? new Verdict.Spare() : new Verdict.Useless();
    }

    private Importance importance(Set<String> features) {
        return Importance.of(
                features, model, splits.unseen(), metric(), definition.train().seed());
    }

    private Information toldBy(String feature) {
        return Optional.ofNullable(information.get(feature)).orElseThrow();
    }

    private Map<String, Information> information() {
        FeatureSignature signature = rows.signature();
        Parted label = Parted.label(rows.target());
        int least = Parted.leastRows(rows.target());
        Map<String, Information> told = new LinkedHashMap<>();
        for (int i = 0; i < signature.numeric().size(); i++) {
            told.put(signature.numeric().get(i), Information.of(Parted.numeric(rows, i, least), label));
        }
        for (int i = 0; i < signature.categorical().size(); i++) {
            told.put(signature.categorical().get(i), Information.of(Parted.categorical(rows, i, least), label));
        }
        return told;
    }

    /** A group goes by its first one: not by one that tells nothing where another tells something. Else as the definition has them. */
    private List<String> tellingFirst() {
        return definition.features().stream()
                .map(Feature::name)
                .sorted(Comparator.comparing(
                        (String feature) -> !toldBy(feature).beyondChance()))
                .toList();
    }

    private ModelFamily family() {
        return definition.train().families().getFirst();
    }

    private Metric metric() {
        return definition.problem().metric();
    }
}
