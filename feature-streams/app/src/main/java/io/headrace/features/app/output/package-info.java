/** What the app makes: rows and examples. */
@NullMarked
package io.headrace.features.app.output;

import org.jspecify.annotations.NullMarked;
