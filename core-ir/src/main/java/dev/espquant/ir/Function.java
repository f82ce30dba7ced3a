package dev.espquant.ir;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/**
 * A model-local function: an operator that the model defines by a graph of other operators.
 *
 * @param key what a node must say to call it
 * @param body the nodes, with the formal parameters as inputs and outputs, whose types are not declared; attributes may be an
 *     {@link Attribute.Reference} to one of the caller's
 * @param attributes names of the attributes that have no default; where a caller leaves one out, the body does too
 * @param defaults the attributes that have a value if the caller gives none
 * @param opsets the operator sets that the body is written in, by domain
 */
public record Function(
        Key key,
        Graph body,
        ImmutableList<String> attributes,
        ImmutableMap<String, Attribute> defaults,
        ImmutableMap<String, Long> opsets) {

    /**
     * What identifies a function.
     *
     * @param domain the operator set; empty for the standard one
     * @param name the operator type
     * @param overload tells functions of one name apart; empty before format version 10
     */
    public record Key(String domain, String name, String overload) {
        @Override
        public String toString() {
            String qualified = domain.isEmpty() ? name : domain + "." + name;
            return overload.isEmpty() ? qualified : qualified + ":" + overload;
        }
    }
}
