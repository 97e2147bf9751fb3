package io.headrace.schemas.definition.reading;

import io.headrace.schemas.expression.NameSuggestion;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A mapping in the YAML whose keys are looked up by name. */
final class Section {

    private final Entry entry;
    private final Map<String, Entry> entries;
    private final Map<String, Node> keys;
    /** Known keys that an unknown one was probably meant to be: missing them is the same mistake. */
    private final Set<String> misspelt = new HashSet<>();

    private Section(Entry entry, Map<String, Entry> entries, Map<String, Node> keys) {
        this.entry = entry;
        this.entries = entries;
        this.keys = keys;
    }

    /** A section with known keys; unknown ones and repeated ones are mistakes. */
    static Section of(Entry entry, List<String> known) {
        Section section = ofAnyKeys(entry);
        section.keys.forEach((key, node) -> {
            if (!known.contains(key)) {
                entry.findings().add(node, section.path(key), unknown(key, known));
                NameSuggestion.of(key, known).ifPresent(section.misspelt::add);
            }
        });
        return section;
    }

    /** A section whose keys are the writer's own names. */
    static Section ofAnyKeys(Entry entry) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, Node> keys = new LinkedHashMap<>();
        Section section = new Section(entry, entries, keys);
        if (entry.node() instanceof MappingNode mapping) {
            mapping.getValue().forEach(section::add);
        } else {
            entry.mistake("found " + entry.found() + "; keys belong here, each as \"key: value\"");
        }
        return section;
    }

    /** The values by key, without noting mistakes. */
    static Map<String, Node> peek(MappingNode mapping) {
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                values.putIfAbsent(key.getValue(), tuple.getValueNode());
            }
        }
        return values;
    }

    /** A section that was left out. */
    static Section absent(Entry parent, String key) {
        Entry nowhere = new Entry(path(parent.path(), key), parent.node(), parent.findings());
        return new Section(nowhere, Map.of(), Map.of());
    }

    private void add(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            entry.findings().add(tuple.getKeyNode(), entry.path(), "a key is a word, not a list or keys");
            return;
        }
        String name = key.getValue();
        if (keys.putIfAbsent(name, key) != null) {
            entry.findings().add(key, path(name), name + " is written twice; keep one");
            return;
        }
        entries.put(name, new Entry(path(name), tuple.getValueNode(), entry.findings()));
    }

    private static String unknown(String key, List<String> known) {
        return key + ": there is no such key"
                + NameSuggestion.of(key, known)
                        .map(meant -> "; did you mean " + meant + "?")
                        .orElseGet(() -> "; known here: " + String.join(", ", known));
    }

    Entry entry() {
        return entry;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The value, where the key is there with one; a key without one is a mistake. */
    Optional<Entry> find(String key) {
        Optional<Entry> found = Optional.ofNullable(entries.get(key));
        if (found.isPresent() && found.get().isNothing()) {
            found.get().mistake(key + " has no value; write one or leave the key out");
            return Optional.empty();
        }
        return found;
    }

    /**
     * The value of a key that must be there.
     *
     * @param why completes "KEY is missing: "
     */
    Optional<Entry> require(String key, String why) {
        Optional<Entry> found = Optional.ofNullable(entries.get(key));
        if (found.isEmpty() && entry.isMapping() && !misspelt.contains(key)) {
            entry.findings().add(entry.node(), path(key), key + " is missing: " + why);
        }
        found.filter(Entry::isNothing).ifPresent(nothing -> nothing.mistake(key + " has no value: " + why));
        return found.filter(value -> !value.isNothing());
    }

    /** A section within, empty where it was left out. */
    Section section(String key, List<String> known) {
        return find(key).map(found -> of(found, known)).orElseGet(() -> absent(entry, key));
    }

    Map<String, Entry> entries() {
        return entries;
    }

    void mistakeAtKey(String key, String message) {
        Node node = keys.get(key);
        entry.findings().add(node == null ? entry.node() : node, path(key), message);
    }

    private String path(String key) {
        return path(entry.path(), key);
    }

    private static String path(String parent, String key) {
        return parent.isEmpty() ? key : parent + "." + key;
    }
}
