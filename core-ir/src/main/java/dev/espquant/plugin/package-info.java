/**
 * Finding implementations of a service provider interface by name. Start with {@link dev.espquant.plugin.Plugins}. The interfaces themselves
 * live with the tools that call them.
 */
@NullMarked
package dev.espquant.plugin;

import org.jspecify.annotations.NullMarked;
