/** The history that request-time features need, kept in memory: the clean events and the labels as they became known. */
@NullMarked
package io.headrace.scoring.history;

import org.jspecify.annotations.NullMarked;
