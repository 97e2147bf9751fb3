/** How tests run, whatever their module. */
@NullMarked
package io.headrace.testing;

import org.jspecify.annotations.NullMarked;
