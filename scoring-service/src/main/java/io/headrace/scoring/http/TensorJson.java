package io.headrace.scoring.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.scoring.inference.Datatypes;
import io.headrace.scoring.inference.Shape;
import io.headrace.scoring.inference.Tensor;
import java.util.ArrayList;
import java.util.List;

/** One tensor as the protocol's JSON; its data flat or nested as its shape. */
final class TensorJson {

    private TensorJson() {}

    /** @throws IllegalArgumentException saying what of it does not fit */
    static Tensor read(JsonNode node) {
        String name = required(node, "name");
        String datatype = required(node, "datatype");
        Shape shape = shape(name, node.path("shape"));
        JsonNode data = node.path("data");
        if (!data.isArray()) {
            throw new IllegalArgumentException(
                    "data of " + name + ": found " + InferenceJson.kind(data) + ", expected an array");
        }
        List<JsonNode> elements = elements(name, data, shape);
        return switch (datatype) {
            case Datatypes.FP32, Datatypes.FP64 -> new Tensor.Numbers(name, shape, numbers(name, elements));
            case Datatypes.BYTES -> new Tensor.Texts(name, shape, texts(name, elements));
            default ->
                throw new IllegalArgumentException(
                        "datatype of " + name + ": found " + datatype + ", expected FP32, FP64 or BYTES");
        };
    }

    static ObjectNode write(ObjectNode target, Tensor.Numbers tensor) {
        target.put("name", tensor.name()).put("datatype", tensor.datatype());
        tensor.shape().dimensions().forEach(target.putArray("shape")::add);
        ArrayNode data = target.putArray("data");
        for (float value : tensor.data()) {
            if (Float.isFinite(value)) {
                data.add(value);
            } else {
                data.addNull();
            }
        }
        return target;
    }

    private static Shape shape(String name, JsonNode node) {
        List<Long> dimensions = new ArrayList<>();
        for (JsonNode dimension : node) {
            if (!dimension.canConvertToLong() || !dimension.isIntegralNumber() || dimension.asLong() < 0) {
                throw new IllegalArgumentException("shape of " + name + ": found " + InferenceJson.kind(dimension)
                        + ", expected whole numbers from 0");
            }
            dimensions.add(dimension.asLong());
        }
        try {
            return new Shape(dimensions);
        } catch (IllegalArgumentException problem) {
            throw new IllegalArgumentException("shape of " + name + " " + problem.getMessage(), problem);
        }
    }

    private static List<JsonNode> elements(String name, JsonNode data, Shape shape) {
        List<JsonNode> elements = new ArrayList<>(data.size());
        for (JsonNode element : data) {
            if (!element.isArray()) {
                elements.add(element);
                continue;
            }
            if (element.size() != shape.columns()) {
                throw new IllegalArgumentException("data of " + name + ": found a row of " + element.size()
                        + ", its shape " + shape + " says " + shape.columns());
            }
            element.forEach(elements::add);
        }
        if (elements.size() != shape.elements()) {
            throw new IllegalArgumentException("data of " + name + ": found " + elements.size()
                    + " elements, its shape " + shape + " says " + shape.elements());
        }
        return elements;
    }

    private static float[] numbers(String name, List<JsonNode> elements) {
        float[] numbers = new float[elements.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode element = elements.get(i);
            if (element.isNull()) {
                numbers[i] = Float.NaN;
            } else if (element.isNumber()) {
                numbers[i] = element.floatValue();
            } else {
                throw new IllegalArgumentException("data[" + i + "] of " + name + ": found "
                        + InferenceJson.kind(element) + ", expected a number or null");
            }
        }
        return numbers;
    }

    private static String[] texts(String name, List<JsonNode> elements) {
        String[] texts = new String[elements.size()];
        for (int i = 0; i < texts.length; i++) {
            JsonNode element = elements.get(i);
            if (element.isNull()) {
                texts[i] = "";
            } else if (element.isTextual()) {
                texts[i] = element.asText();
            } else {
                throw new IllegalArgumentException("data[" + i + "] of " + name + ": found "
                        + InferenceJson.kind(element) + ", expected a text or null");
            }
        }
        return texts;
    }

    private static String required(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw new IllegalArgumentException(field + ": found " + InferenceJson.kind(value) + ", expected a text");
        }
        return value.asText();
    }
}
