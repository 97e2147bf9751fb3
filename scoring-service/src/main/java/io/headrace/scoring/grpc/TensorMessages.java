package io.headrace.scoring.grpc;

import com.google.protobuf.ByteString;
import io.headrace.scoring.grpc.protocol.InferTensorContents;
import io.headrace.scoring.grpc.protocol.ModelInferRequest.InferInputTensor;
import io.headrace.scoring.inference.Datatypes;
import io.headrace.scoring.inference.InferenceFailure;
import io.headrace.scoring.inference.Shape;
import io.headrace.scoring.inference.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tensors to and from the protocol's messages, typed or raw. Raw numbers are little-endian; a raw BYTES element is its
 * length, a little-endian uint32, and its bytes.
 */
final class TensorMessages {

    private TensorMessages() {}

    /** @throws InferenceFailure saying what of it does not fit */
    static Tensor read(InferInputTensor input, Optional<ByteString> raw) {
        String name = input.getName();
        Shape shape = shape(input);
        return switch (input.getDatatype()) {
            case Datatypes.FP32 ->
                new Tensor.Numbers(
                        name,
                        shape,
                        raw.map(bytes -> floats(name, bytes)).orElseGet(() -> floats(input.getContents())));
            case Datatypes.FP64 ->
                new Tensor.Numbers(
                        name,
                        shape,
                        raw.map(bytes -> doubles(name, bytes)).orElseGet(() -> doubles(input.getContents())));
            case Datatypes.BYTES ->
                new Tensor.Texts(
                        name, shape, raw.map(bytes -> texts(name, bytes)).orElseGet(() -> texts(input.getContents())));
            default ->
                throw InferenceFailure.badRequest("datatype of " + name + ": found \"" + input.getDatatype()
                        + "\", expected FP32, FP64 or BYTES");
        };
    }

    static ByteString raw(Tensor.Numbers tensor) {
        ByteBuffer target =
                ByteBuffer.allocate(tensor.data().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        target.asFloatBuffer().put(tensor.data());
        return ByteString.copyFrom(target);
    }

    static InferTensorContents typed(Tensor.Numbers tensor) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        for (float value : tensor.data()) {
            contents.addFp32Contents(value);
        }
        return contents.build();
    }

    private static Shape shape(InferInputTensor input) {
        for (long dimension : input.getShapeList()) {
            if (dimension < 0) {
                throw InferenceFailure.badRequest("shape of " + input.getName() + ": found " + input.getShapeList()
                        + ", expected whole numbers from 0");
            }
        }
        try {
            return new Shape(input.getShapeList());
        } catch (IllegalArgumentException problem) {
            throw InferenceFailure.badRequest("shape of " + input.getName() + " " + problem.getMessage());
        }
    }

    private static float[] floats(InferTensorContents contents) {
        float[] values = new float[contents.getFp32ContentsCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = contents.getFp32Contents(i);
        }
        return values;
    }

    private static float[] doubles(InferTensorContents contents) {
        float[] values = new float[contents.getFp64ContentsCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) contents.getFp64Contents(i);
        }
        return values;
    }

    private static String[] texts(InferTensorContents contents) {
        return contents.getBytesContentsList().stream()
                .map(ByteString::toStringUtf8)
                .toArray(String[]::new);
    }

    private static float[] floats(String name, ByteString raw) {
        ByteBuffer source = buffer(name, raw, Float.BYTES);
        float[] values = new float[raw.size() / Float.BYTES];
        source.asFloatBuffer().get(values);
        return values;
    }

    private static float[] doubles(String name, ByteString raw) {
        ByteBuffer source = buffer(name, raw, Double.BYTES);
        float[] values = new float[raw.size() / Double.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) source.getDouble();
        }
        return values;
    }

    private static ByteBuffer buffer(String name, ByteString raw, int width) {
        if (raw.size() % width != 0) {
            throw InferenceFailure.badRequest(
                    "raw contents of " + name + ": found " + raw.size() + " bytes, expected a multiple of " + width);
        }
        return raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String[] texts(String name, ByteString raw) {
        List<String> values = new ArrayList<>();
        ByteBuffer source = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        while (source.hasRemaining()) {
            int start = source.position();
            int length = source.remaining() < Integer.BYTES ? -1 : source.getInt();
            if (length < 0 || length > source.remaining()) {
                throw InferenceFailure.badRequest("raw contents of " + name + ": element " + values.size() + " at byte "
                        + start + " is cut off; expected its length (uint32, little-endian) and its bytes");
            }
            values.add(
                    raw.substring(source.position(), source.position() + length).toStringUtf8());
            source.position(source.position() + length);
        }
        return values.toArray(String[]::new);
    }
}
