/** Pages for people: one HTML file each that needs nothing beside it, and the figures and charts in it. */
@NullMarked
package io.headrace.standalone.page;

import org.jspecify.annotations.NullMarked;
