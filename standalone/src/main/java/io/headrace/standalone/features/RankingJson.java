package io.headrace.standalone.features;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.trainer.rank.Importance;
import io.headrace.trainer.rank.RankedFeature;
import io.headrace.trainer.rank.Ranking;

/** A ranking for a program. */
public final class RankingJson {

    private RankingJson() {}

    public static ObjectNode of(PipelineDefinition definition, Ranking ranking, Suggestion suggestion) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("pipeline", definition.pipeline().value())
                .put("rows", ranking.rows())
                .put("fitted", ranking.fitted())
                .put("judged", ranking.judged())
                .put("family", ranking.family().text())
                .put("metric", ranking.metric().text())
                .put("value", ranking.value())
                .put("labelBits", ranking.labelBits());
        ArrayNode features = node.putArray("features");
        ranking.features().forEach(feature -> features.add(feature(feature)));
        ArrayNode kept = node.putArray("kept");
        definition.features().stream()
                .filter(feature -> suggestion.kept().contains(feature.name()))
                .forEach(feature -> kept.add(feature.name()));
        return node.put("suggestion", String.join("\n", suggestion.lines()) + "\n");
    }

    private static ObjectNode feature(RankedFeature feature) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", feature.name());
        put(node.putObject("importance"), feature.alone());
        feature.together().ifPresent(together -> put(node.putObject("together"), together));
        node.putObject("information")
                .put("bits", feature.information().bits())
                .put("share", feature.information().share())
                .put("beyondChance", feature.information().beyondChance());
        ArrayNode twins = node.putArray("twins");
        feature.twins()
                .forEach(twin -> twins.addObject().put("name", twin.name()).put("likeness", twin.likeness()));
        return node.put(
                "verdict",
                switch (feature.verdict()) {
                    case RankedFeature.Verdict.Keep() -> "keep";
                    case RankedFeature.Verdict.Spare() -> "spare";
                    case RankedFeature.Verdict.Redundant _ -> "redundant";
                    case RankedFeature.Verdict.Useless() -> "useless";
                });
    }

    private static void put(ObjectNode node, Importance importance) {
        node.put("loss", importance.loss()).put("error", importance.error());
    }
}
