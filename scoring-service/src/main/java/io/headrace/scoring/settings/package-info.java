/** The scoring service's settings and their defaults. */
@NullMarked
package io.headrace.scoring.settings;

import org.jspecify.annotations.NullMarked;
