/** Counts what became of every raw record: nothing lost, nothing twice. */
@NullMarked
package io.headrace.standalone.audit;

import org.jspecify.annotations.NullMarked;
