package io.headrace.model.onnx;

import io.headrace.model.onnx.OnnxProto.TensorProto.DataType;

/** What a tensor's elements are. */
public enum ElementType {
    /** 32-bit IEEE 754. */
    FLOAT(DataType.FLOAT),
    /** 64-bit IEEE 754. */
    DOUBLE(DataType.DOUBLE),
    /** Unsigned byte. */
    UINT8(DataType.UINT8),
    /** Signed 32-bit integer. */
    INT32(DataType.INT32),
    /** Signed 64-bit integer. */
    INT64(DataType.INT64),
    /** True or false. */
    BOOL(DataType.BOOL),
    /** UTF-8 text. */
    STRING(DataType.STRING);

    private final DataType dataType;

    ElementType(DataType dataType) {
        this.dataType = dataType;
    }

    int code() {
        return dataType.getNumber();
    }
}
