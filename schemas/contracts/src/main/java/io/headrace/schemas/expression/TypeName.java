package io.headrace.schemas.expression;

import dev.cel.common.types.CelType;

/** CEL's types in plain words. */
final class TypeName {

    private TypeName() {}

    static String of(CelType type) {
        return of(type.name());
    }

    static String of(String celName) {
        String name = celName.replace("wrapper(", "").replace(")", "");
        return switch (name) {
            case "int", "uint" -> "a whole number";
            case "double" -> "a decimal number";
            case "string" -> "a text";
            case "bool" -> "a truth value";
            case "google.protobuf.Timestamp" -> "a time";
            case "google.protobuf.Duration" -> "a duration";
            case "null", "null_type" -> "null";
            default -> name.startsWith("list") ? "a list" : name.startsWith("map") ? "a map" : name;
        };
    }
}
