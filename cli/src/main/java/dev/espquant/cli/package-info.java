/**
 * The {@code espquant} command. {@link dev.espquant.cli.Main} starts it, {@link dev.espquant.cli.EspQuant} lists the subcommands, one class each.
 *
 * <p>Commands parse arguments, call the tools and print; what the tools compute is in their modules. Chips, passes, observers and export
 * formats arrive through {@link java.util.ServiceLoader}.
 */
@NullMarked
package dev.espquant.cli;

import org.jspecify.annotations.NullMarked;
