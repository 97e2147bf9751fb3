package io.headrace.standalone.status;

import java.util.List;
import java.util.Map;

/** What {@code /prometheus} answers. */
record PrometheusText(String text) {

    /** Of a system that does not answer yet. */
    static final PrometheusText NONE = new PrometheusText("");

    /**
     * The sum over all lines of a metric that have these labels.
     *
     * @param metric as it is written, such as {@code headrace_cleaning_records_total}
     */
    long sum(String metric, Map<String, String> labels) {
        List<String> labelled = labels.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
                .toList();
        return (long) text.lines()
                .filter(line -> (line.startsWith(metric + '{') || line.startsWith(metric + ' '))
                        && labelled.stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
