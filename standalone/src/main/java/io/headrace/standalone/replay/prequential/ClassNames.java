package io.headrace.standalone.replay.prequential;

import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The classes and their numbers: the definition's order; a multiclass problem may turn out to have more. */
final class ClassNames {

    static final int FOREIGN = -1;

    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final boolean open;

    ClassNames(Problem problem) {
        problem.classes().forEach(this::add);
        this.open = problem.kind() == ProblemKind.MULTICLASS;
    }

    private int add(String name) {
        names.add(name);
        places.put(name, names.size() - 1);
        return names.size() - 1;
    }

    /** {@link #FOREIGN} for a class that a binary problem does not have. */
    int place(String name) {
        Integer known = places.get(name);
        return known != null ? known : open ? add(name) : FOREIGN;
    }

    int count() {
        return names.size();
    }

    List<String> names() {
        return List.copyOf(names);
    }
}
