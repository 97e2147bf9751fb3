package io.headrace.standalone.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A page in the making. Texts are escaped; only what is named {@code html} is taken as markup. Nothing from elsewhere can be
 * loaded and no script runs, whatever the data holds.
 */
public final class Page {

    private final StringBuilder html = new StringBuilder();

    /** @param title shown in the reader's tab */
    public Page(String title) {
        html("<!doctype html><html lang='en'><head><meta charset='utf-8'>"
                + "<meta name='viewport' content='width=device-width,initial-scale=1'>"
                + "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                + "<title>" + Html.text(title) + "</title><style>" + Style.CSS + "</style></head><body>");
    }

    /** Markup as it is, on a line of its own. */
    public Page html(String markup) {
        html.append(markup).append('\n');
        return this;
    }

    /** What the page is about. */
    public Page title(String text) {
        return html("<h1>" + Html.text(text) + "</h1>");
    }

    /** A part of the page. */
    public Page heading(String text) {
        return html("<h2>" + Html.text(text) + "</h2>");
    }

    /** One line that says what to see. */
    public Page see(String text) {
        return html("<p class='see'>" + Html.text(text) + "</p>");
    }

    /** Figures beside each other, as far as there is room. */
    public Page row(List<String> figures) {
        return html("<div class='row'>" + String.join("", figures) + "</div>");
    }

    /** A chart with its name below. */
    public static String figure(String caption, String svg) {
        return "<figure>" + svg + "<figcaption>" + Html.text(caption) + "</figcaption></figure>";
    }

    /**
     * Bars that lie, with their names and values, in the map's order.
     *
     * @param values below 0 are drawn as 0
     */
    public Page bars(Map<String, Double> values) {
        double most = Math.max(
                1e-9,
                values.values().stream().mapToDouble(Double::doubleValue).max().orElse(1));
        StringBuilder table = new StringBuilder("<table>");
        values.forEach((name, value) -> table.append(String.format(
                Locale.ROOT,
                "<tr><td class='name'>%s</td><td class='bar'><div style='width:%.1f%%'></div></td><td class='n'>%s</td></tr>",
                Html.brief(name, 60),
                100 * Math.max(0, value) / most,
                Words.number(value))));
        return html(table.append("</table>").toString());
    }

    /** The whole page. */
    public String done() {
        return html + "</body></html>\n";
    }
}
