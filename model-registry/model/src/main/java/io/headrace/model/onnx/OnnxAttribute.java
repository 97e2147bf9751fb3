package io.headrace.model.onnx;

import com.google.protobuf.ByteString;
import io.headrace.model.onnx.OnnxProto.AttributeProto;
import io.headrace.model.onnx.OnnxProto.AttributeProto.AttributeType;
import java.util.List;

/** A node's named setting. The method is the type: an operator that wants {@code ints} refuses an {@code integer}. */
public final class OnnxAttribute {

    private final AttributeProto proto;

    private OnnxAttribute(AttributeProto.Builder builder) {
        proto = builder.build();
    }

    public static OnnxAttribute integer(String name, long value) {
        return new OnnxAttribute(start(name, AttributeType.INT).setI(value));
    }

    public static OnnxAttribute real(String name, float value) {
        return new OnnxAttribute(start(name, AttributeType.FLOAT).setF(value));
    }

    public static OnnxAttribute text(String name, String value) {
        return new OnnxAttribute(start(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
    }

    public static OnnxAttribute tensor(String name, OnnxConstant value) {
        // Checkers want a name in a tensor attribute too.
        return new OnnxAttribute(start(name, AttributeType.TENSOR).setT(value.named(name)));
    }

    public static OnnxAttribute integers(String name, long... values) {
        AttributeProto.Builder attribute = start(name, AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return new OnnxAttribute(attribute);
    }

    public static OnnxAttribute reals(String name, float... values) {
        AttributeProto.Builder attribute = start(name, AttributeType.FLOATS);
        for (float value : values) {
            attribute.addFloats(value);
        }
        return new OnnxAttribute(attribute);
    }

    public static OnnxAttribute texts(String name, List<String> values) {
        AttributeProto.Builder attribute = start(name, AttributeType.STRINGS);
        values.forEach(value -> attribute.addStrings(ByteString.copyFromUtf8(value)));
        return new OnnxAttribute(attribute);
    }

    AttributeProto proto() {
        return proto;
    }

    private static AttributeProto.Builder start(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}
