package io.headrace.model.onnx;

import com.google.protobuf.ByteString;
import io.headrace.model.onnx.OnnxProto.TensorProto;
import java.util.List;

/** A constant tensor, row-major. Made by the static methods; {@code dims} is empty for a scalar. */
public final class OnnxConstant {

    private final TensorProto proto;

    private OnnxConstant(TensorProto proto) {
        this.proto = proto;
    }

    public static OnnxConstant floats(List<Long> dims, float... values) {
        TensorProto.Builder tensor = start(ElementType.FLOAT, dims, values.length);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return new OnnxConstant(tensor.build());
    }

    public static OnnxConstant doubles(List<Long> dims, double... values) {
        TensorProto.Builder tensor = start(ElementType.DOUBLE, dims, values.length);
        for (double value : values) {
            tensor.addDoubleData(value);
        }
        return new OnnxConstant(tensor.build());
    }

    public static OnnxConstant longs(List<Long> dims, long... values) {
        TensorProto.Builder tensor = start(ElementType.INT64, dims, values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return new OnnxConstant(tensor.build());
    }

    public static OnnxConstant ints(List<Long> dims, int... values) {
        return int32Data(ElementType.INT32, dims, values);
    }

    /**
     * Unsigned bytes.
     *
     * @param values each from 0 to 255
     */
    public static OnnxConstant bytes(List<Long> dims, int... values) {
        for (int value : values) {
            if (value < 0 || value > 255) {
                throw new IllegalArgumentException(value + " is no unsigned byte; 0 to 255 would be right");
            }
        }
        return int32Data(ElementType.UINT8, dims, values);
    }

    public static OnnxConstant booleans(List<Long> dims, boolean... values) {
        int[] numbers = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = values[i] ? 1 : 0;
        }
        return int32Data(ElementType.BOOL, dims, numbers);
    }

    public static OnnxConstant strings(List<Long> dims, List<String> values) {
        TensorProto.Builder tensor = start(ElementType.STRING, dims, values.size());
        for (String value : values) {
            tensor.addStringData(ByteString.copyFromUtf8(value));
        }
        return new OnnxConstant(tensor.build());
    }

    /** The format's message, without a name. */
    TensorProto proto() {
        return proto;
    }

    /** The format's message under a name. */
    TensorProto named(String name) {
        return proto.toBuilder().setName(name).build();
    }

    private static OnnxConstant int32Data(ElementType type, List<Long> dims, int[] values) {
        TensorProto.Builder tensor = start(type, dims, values.length);
        for (int value : values) {
            tensor.addInt32Data(value);
        }
        return new OnnxConstant(tensor.build());
    }

    private static TensorProto.Builder start(ElementType type, List<Long> dims, int values) {
        long wanted = dims.stream().reduce(1L, Math::multiplyExact);
        if (wanted != values) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + dims + " holds " + wanted + " values, found " + values);
        }
        return TensorProto.newBuilder().setDataType(type.code()).addAllDims(dims);
    }
}
