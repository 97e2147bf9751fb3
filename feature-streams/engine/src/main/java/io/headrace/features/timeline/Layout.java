package io.headrace.features.timeline;

import java.util.List;

/** The columns of a timeline. */
public record Layout(List<Column> columns) {

    public Layout {
        columns = List.copyOf(columns);
    }

    int width() {
        return columns.size();
    }

    Running[] running() {
        return columns.stream().map(Column::running).toArray(Running[]::new);
    }
}
