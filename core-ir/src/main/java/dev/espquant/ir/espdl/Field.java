package dev.espquant.ir.espdl;

/**
 * A field of a FlatBuffer table.
 *
 * @param id its position in the table's declaration: the entry of the vtable at byte {@code 4 + 2 * id}
 * @param name its name in Espressif's schema, for messages
 */
record Field(int id, String name) {}
