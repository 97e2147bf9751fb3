/** What an app is to the process it runs in. */
@NullMarked
package io.headrace.runtime;

import org.jspecify.annotations.NullMarked;
