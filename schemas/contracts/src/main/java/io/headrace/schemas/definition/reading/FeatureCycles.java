package io.headrace.schemas.definition.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds features that refer to themselves through others. */
final class FeatureCycles {

    private final Map<String, Set<String>> references;
    private final Set<String> done = new HashSet<>();
    private final List<String> open = new ArrayList<>();
    private final List<List<String>> cycles = new ArrayList<>();

    FeatureCycles(Map<String, Set<String>> references) {
        this.references = references;
    }

    /** Each cycle once, its first name repeated at its end. */
    List<List<String>> find() {
        references.keySet().forEach(this::visit);
        return List.copyOf(cycles);
    }

    private void visit(String name) {
        int start = open.indexOf(name);
        if (start >= 0) {
            List<String> cycle = new ArrayList<>(open.subList(start, open.size()));
            cycle.add(name);
            cycles.add(cycle);
            return;
        }
        if (done.contains(name)) {
            return;
        }
        open.add(name);
        references.getOrDefault(name, Set.of()).stream().sorted().forEach(this::visit);
        open.removeLast();
        done.add(name);
    }
}
