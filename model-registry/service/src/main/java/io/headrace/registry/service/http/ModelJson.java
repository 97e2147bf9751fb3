package io.headrace.registry.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.registry.protocol.view.PipelineModels;
import io.headrace.registry.protocol.view.Provenance;
import io.headrace.registry.protocol.view.RegistryEntry;
import io.headrace.registry.protocol.view.RegistryEntry.AliasMoved;
import io.headrace.registry.protocol.view.RegistryEntry.VersionPublished;
import io.headrace.schemas.avro.ArtifactRef;
import io.headrace.schemas.avro.GateVerdict;
import io.headrace.schemas.avro.Lineage;
import io.headrace.schemas.avro.ModelVersion;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the registry knows, as JSON. Maps are written in the order of their keys. */
final class ModelJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ModelJson() {}

    /** One line a pipeline. */
    static ArrayNode pipelines(Collection<PipelineModels> pipelines) {
        ArrayNode list = JSON.arrayNode();
        pipelines.forEach(models -> {
            ObjectNode line = list.addObject().put("pipeline", models.pipeline().value());
            models.champion()
                    .ifPresentOrElse(
                            champion -> line.put("champion", champion.version().getVersion()),
                            () -> line.putNull("champion"));
            line.put("versions", models.versions().size());
        });
        return list;
    }

    static ObjectNode pipeline(PipelineModels models) {
        ObjectNode document =
                JSON.objectNode().put("pipeline", models.pipeline().value());
        ObjectNode aliases = document.putObject("aliases");
        new TreeMap<>(models.aliases()).forEach((name, moved) -> aliases.set(name, alias(moved)));
        ArrayNode versions = document.putArray("versions");
        models.versions().forEach(published -> versions.add(summary(published)));
        ArrayNode history = document.putArray("history");
        models.history().forEach(entry -> history.add(change(entry)));
        return document;
    }

    static ObjectNode alias(AliasMoved moved) {
        ObjectNode node = JSON.objectNode()
                .put("pipeline", moved.pipeline().value())
                .put("alias", moved.alias())
                .put("version", moved.version());
        moved.previous().ifPresentOrElse(previous -> node.put("previous", previous), () -> node.putNull("previous"));
        return put(node, moved.provenance());
    }

    static ObjectNode version(VersionPublished published) {
        ModelVersion version = published.version();
        ObjectNode document = JSON.objectNode()
                .put("model", published.reference().toString())
                .put("pipeline", version.getPipeline())
                .put("version", version.getVersion());
        put(document, published.provenance());
        document.put("problem", version.getProblem().name());
        document.set("classes", texts(version.getClasses()));
        document.set("numericFeatures", texts(version.getNumericFeatures()));
        document.set("categoricalFeatures", texts(version.getCategoricalFeatures()));
        document.put("threshold", version.getThreshold());
        document.set("metrics", numbers(version.getMetrics()));
        document.set("gates", gates(version.getGates()));
        document.set("importances", numbers(version.getImportances()));
        document.set("lineage", lineage(version.getLineage()));
        document.set("artifact", artifact(version.getArtifact()));
        return document.put("goldenRows", version.getGoldenRows().size()).put("signedBy", version.getSignedBy());
    }

    private static ObjectNode summary(VersionPublished published) {
        ModelVersion version = published.version();
        ObjectNode node = JSON.objectNode().put("version", version.getVersion());
        put(node, published.provenance());
        node.put("family", version.getLineage().getFamily());
        node.put("gatesPassed", version.getGates().stream().allMatch(GateVerdict::getPassed));
        node.set("metrics", numbers(version.getMetrics()));
        return node;
    }

    private static ObjectNode change(RegistryEntry entry) {
        return switch (entry) {
            case VersionPublished published ->
                put(
                        JSON.objectNode()
                                .put("change", "published")
                                .put("version", published.version().getVersion()),
                        published.provenance());
            case AliasMoved moved -> {
                ObjectNode node = JSON.objectNode().put("change", "alias moved");
                node.setAll(alias(moved));
                node.remove("pipeline");
                yield node;
            }
        };
    }

    private static ObjectNode put(ObjectNode node, Provenance provenance) {
        return node.put("who", provenance.who())
                .put("when", provenance.when().toString())
                .put("why", provenance.why());
    }

    private static ArrayNode gates(List<GateVerdict> verdicts) {
        ArrayNode gates = JSON.arrayNode();
        verdicts.forEach(verdict -> gates.addObject()
                .put("gate", verdict.getGate())
                .put("passed", verdict.getPassed())
                .put("sentence", verdict.getSentence()));
        return gates;
    }

    private static ObjectNode artifact(ArtifactRef reference) {
        return JSON.objectNode()
                .put("sha256", reference.getSha256())
                .put("bytes", reference.getBytes())
                .put("chunks", reference.getChunks());
    }

    private static ObjectNode lineage(Lineage lineage) {
        ObjectNode node = JSON.objectNode()
                .put("definitionHash", lineage.getDefinitionHash())
                .put("meaning", lineage.getMeaning());
        ArrayNode offsets = node.putArray("offsets");
        lineage.getOffsets()
                .forEach(range -> offsets.addObject()
                        .put("topic", range.getTopic())
                        .put("partition", range.getPartition())
                        .put("from", range.getFrom())
                        .put("until", range.getUntil()));
        node.put("windowStart", lineage.getWindowStart().toString())
                .put("windowEnd", lineage.getWindowEnd().toString())
                .put("trainingRows", lineage.getTrainingRows())
                .put("validationRows", lineage.getValidationRows())
                .put("unseenRows", lineage.getUnseenRows())
                .put("seed", lineage.getSeed())
                .put("family", lineage.getFamily())
                .put("trials", lineage.getTrials())
                .put("trigger", lineage.getTrigger());
        node.set("parameters", words(lineage.getParameters()));
        node.set("software", words(lineage.getSoftware()));
        return node;
    }

    private static JsonNode texts(List<String> texts) {
        ArrayNode list = JSON.arrayNode();
        texts.forEach(list::add);
        return list;
    }

    private static ObjectNode numbers(Map<String, Double> numbers) {
        ObjectNode node = JSON.objectNode();
        new TreeMap<>(numbers).forEach(node::put);
        return node;
    }

    private static ObjectNode words(Map<String, String> words) {
        ObjectNode node = JSON.objectNode();
        new TreeMap<>(words).forEach(node::put);
        return node;
    }
}
