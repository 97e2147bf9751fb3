package io.headrace.standalone.infer.report;

import io.headrace.standalone.page.Html;
import java.util.List;
import java.util.Locale;

/** A square of correlations as inline SVG. */
final class Heat {

    private static final int CELL = 26;
    private static final int NAMES = 150;

    private Heat() {}

    /** @param values by row and column, -1 to 1 */
    static String of(List<String> names, double[][] values) {
        int size = names.size() * CELL;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox='0 0 %d %d' width='%d' height='%d' role='img'>",
                NAMES + size,
                size + 110,
                NAMES + size,
                size + 110));
        for (int i = 0; i < names.size(); i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x='%d' y='%d' text-anchor='end'>%s</text>",
                    NAMES - 6,
                    i * CELL + CELL / 2 + 4,
                    Html.brief(names.get(i), 22)));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text transform='translate(%d %d) rotate(-45)' text-anchor='end'>%s</text>",
                    NAMES + i * CELL + CELL / 2 + 4,
                    size + 12,
                    Html.brief(names.get(i), 18)));
            for (int j = 0; j < names.size(); j++) {
                svg.append(cell(i, j, values[i][j]));
            }
        }
        return svg.append("</svg>").toString();
    }

    private static String cell(int row, int column, double value) {
        int strong = (int) Math.round(Math.abs(value) * 100);
        return String.format(
                Locale.ROOT,
                "<rect x='%d' y='%d' width='%d' height='%d' class='cell %s' fill-opacity='%.2f'/>"
                        + "<text class='in' x='%d' y='%d' text-anchor='middle'%s>%d</text>",
                NAMES + column * CELL,
                row * CELL,
                CELL,
                CELL,
                value >= 0 ? "cold" : "hot",
                Math.abs(value),
                NAMES + column * CELL + CELL / 2,
                row * CELL + CELL / 2 + 4,
                strong > 55 ? " style='fill:#fff'" : "",
                value < 0 ? -strong : strong);
    }
}
