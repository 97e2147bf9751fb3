package io.headrace.connectors.csv.reading;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names of fields (Avro, CEL) for the columns of a file. The rule, in this order: accents are left away (é is e, ß is ss); any
 * other letter or digit outside ASCII becomes u and its code point in hexadecimal; everything else that is no letter or digit
 * becomes one underscore, none at the ends; a column without a name is {@code column_N}, N its place from 1; a digit in front
 * gets an underscore before it; a word that CEL or a label needs for itself gets one behind it; and the second of a name gets
 * {@code _2}, the third {@code _3}.
 */
public final class FieldNames {

    /** What CEL reserves, its types and name spaces, and the time field of labels. */
    private static final Set<String> TAKEN = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while",
            "int",
            "uint",
            "double",
            "bool",
            "string",
            "bytes",
            "list",
            "map",
            "type",
            "null_type",
            "dyn",
            "math",
            "cel",
            "google",
            "labelledAt");

    private FieldNames() {}

    /** The field of each column, in their order. */
    public static List<String> of(List<String> columns) {
        List<String> names = new ArrayList<>(columns.size());
        Set<String> used = new HashSet<>();
        for (String column : columns) {
            String base = name(column, names.size() + 1);
            String name = base;
            for (int i = 2; !used.add(name); i++) {
                name = base + "_" + i;
            }
            names.add(name);
        }
        return names;
    }

    private static String name(String column, int place) {
        StringBuilder name = new StringBuilder();
        String plain = Normalizer.normalize(column.replace("ß", "ss"), Normalizer.Form.NFKD);
        plain.codePoints().forEach(point -> append(name, point));
        while (!name.isEmpty() && name.charAt(name.length() - 1) == '_') {
            name.setLength(name.length() - 1);
        }
        if (name.isEmpty()) {
            return "column_" + place;
        }
        if (Character.isDigit(name.charAt(0))) {
            name.insert(0, '_');
        }
        return TAKEN.contains(name.toString()) ? name + "_" : name.toString();
    }

    private static void append(StringBuilder name, int point) {
        if (point < 128 && Character.isLetterOrDigit(point)) {
            name.appendCodePoint(point);
        } else if (Character.isLetterOrDigit(point)) {
            name.append('u').append(String.format(Locale.ROOT, "%04x", point));
        } else if (Character.getType(point) != Character.NON_SPACING_MARK
                && !name.isEmpty()
                && name.charAt(name.length() - 1) != '_') {
            name.append('_');
        }
    }
}
