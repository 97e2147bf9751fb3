package io.headrace.scoring.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.scoring.inference.InferenceAnswer;
import io.headrace.scoring.inference.InferenceFailure;
import io.headrace.scoring.inference.InferenceRequest;
import io.headrace.scoring.inference.ModelMetadata;
import io.headrace.scoring.inference.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The protocol's JSON to and from requests and answers. A missing number is null in JSON and NaN in memory. */
final class InferenceJson {

    /** Clients in Python write a bare NaN. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private InferenceJson() {}

    /** @throws InferenceFailure naming every input that does not fit */
    static InferenceRequest read(byte[] body, String model, Optional<String> version) {
        JsonNode document = parse(body);
        List<String> mistakes = new ArrayList<>();
        List<Tensor> inputs = new ArrayList<>();
        JsonNode declared = document.path("inputs");
        if (!declared.isArray() || declared.isEmpty()) {
            throw InferenceFailure.badRequest("inputs: found " + kind(declared) + ", expected an array of tensors");
        }
        for (int i = 0; i < declared.size(); i++) {
            try {
                inputs.add(TensorJson.read(declared.get(i)));
            } catch (IllegalArgumentException mistake) {
                mistakes.add("inputs[" + i + "]: " + mistake.getMessage());
            }
        }
        if (!mistakes.isEmpty()) {
            throw InferenceFailure.badRequest(String.join("; ", mistakes));
        }
        return new InferenceRequest(model, version, text(document, "id"), inputs, outputs(document));
    }

    static byte[] write(InferenceAnswer answer) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("model_name", answer.model());
        document.put("model_version", Integer.toString(answer.version()));
        answer.id().ifPresent(id -> document.put("id", id));
        ObjectNode parameters = MAPPER.createObjectNode();
        if (!answer.classes().isEmpty()) {
            parameters.put("classes", String.join(",", answer.classes()));
        }
        if (answer.stale()) {
            parameters.put("stale", true);
        }
        if (!parameters.isEmpty()) {
            document.set("parameters", parameters);
        }
        ArrayNode outputs = document.putArray("outputs");
        answer.outputs().forEach(output -> outputs.add(TensorJson.write(MAPPER.createObjectNode(), output)));
        return bytes(document);
    }

    static byte[] write(ModelMetadata metadata) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("name", metadata.name());
        metadata.versions().forEach(document.putArray("versions")::add);
        document.put("platform", metadata.platform());
        tensors(document.putArray("inputs"), metadata.inputs());
        tensors(document.putArray("outputs"), metadata.outputs());
        return bytes(document);
    }

    private static void tensors(ArrayNode target, List<ModelMetadata.TensorMetadata> tensors) {
        tensors.forEach(tensor -> {
            ObjectNode node = target.addObject();
            node.put("name", tensor.name()).put("datatype", tensor.datatype());
            tensor.shape().dimensions().forEach(node.putArray("shape")::add);
        });
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode document = MAPPER.readTree(body);
            if (!document.isObject()) {
                throw InferenceFailure.badRequest("the document: found " + kind(document) + ", expected an object");
            }
            return document;
        } catch (JsonProcessingException problem) {
            throw InferenceFailure.badRequest("no JSON: "
                    + problem.getOriginalMessage().lines().findFirst().orElse("") + " (line "
                    + problem.getLocation().getLineNr() + ", column "
                    + problem.getLocation().getColumnNr() + ")");
        } catch (IOException problem) {
            throw new UncheckedIOException("reading from memory cannot fail", problem);
        }
    }

    private static List<String> outputs(JsonNode document) {
        List<String> names = new ArrayList<>();
        document.path("outputs").forEach(output -> names.add(output.path("name").asText()));
        return names;
    }

    private static Optional<String> text(JsonNode document, String field) {
        JsonNode node = document.path(field);
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
    }

    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case MISSING -> "nothing";
            case NULL -> "null";
            case OBJECT -> "an object";
            case ARRAY -> "an array of " + node.size();
            case STRING -> "the text \"" + shorten(node.asText()) + "\"";
            case BOOLEAN, NUMBER -> node.asText();
            case BINARY, POJO -> "a value that is not JSON";
        };
    }

    private static String shorten(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    static byte[] bytes(JsonNode document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException problem) {
            throw new IllegalStateException("a tree is always writable", problem);
        }
    }
}
