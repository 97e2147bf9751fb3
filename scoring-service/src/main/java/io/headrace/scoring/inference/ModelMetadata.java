package io.headrace.scoring.inference;

import java.util.List;

/**
 * What a caller must know of a model to call it.
 *
 * @param versions those that can be asked for by number: the one that serves
 * @param platform the protocol's word for the kind of model
 */
public record ModelMetadata(
        String name,
        List<String> versions,
        String platform,
        List<TensorMetadata> inputs,
        List<TensorMetadata> outputs) {

    public ModelMetadata {
        versions = List.copyOf(versions);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** A tensor's name, element type and shape; -1 rows is any number of rows. */
    public record TensorMetadata(String name, String datatype, Shape shape) {}
}
