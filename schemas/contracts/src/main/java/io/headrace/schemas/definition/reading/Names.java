package io.headrace.schemas.definition.reading;

import java.util.regex.Pattern;

/** Names that are Avro fields and CEL variables. */
final class Names {

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Names() {}

    static boolean isLegal(String name) {
        return LEGAL.matcher(name).matches();
    }

    /** What is wrong with a name that is not legal. */
    static String complaint(String name) {
        return "\"" + name + "\" is no name here; write letters, digits and underscores, no digit first";
    }
}
