package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.kernel.Gather;
import dev.espquant.evaluator.kernel.Sizes;

/** For each element of an output, the elements of two operands that repeat along axes of size 1, in either direction, as in NumPy. */
final class Broadcast {
    private final int[] left;
    private final int[] right;

    Broadcast(int[] left, int[] right) {
        this.left = left;
        this.right = right;
    }

    int[] left() {
        return left;
    }

    int[] right() {
        return right;
    }

    /** The operands are inputs 0 and 1, the result output 0. */
    static Broadcast of(EspdlContext context) {
        int[] left = context.input(0).toSizes();
        int[] right = context.input(1).toSizes();
        int[] out = sizes(context, left, right);
        context.setOutput(0, out);
        return new Broadcast(sources(left, out), sources(right, out));
    }

    /** The sizes of the result. */
    static int[] sizes(EspdlContext context, int[] left, int[] right) {
        int[] out = new int[Math.max(left.length, right.length)];
        for (int i = 1; i <= out.length; i++) {
            int a = i <= left.length ? left[left.length - i] : 1;
            int b = i <= right.length ? right[right.length - i] : 1;
            context.require(
                    a == b || a == 1 || b == 1,
                    "operands of " + a + " and " + b + " elements along an axis do not fit",
                    "export the model again");
            out[out.length - i] = a == 1 ? b : a;
        }
        return out;
    }

    private static int[] sources(int[] in, int[] out) {
        return Gather.strided(out, 0, Sizes.broadcastStrides(in, out)).sources();
    }

    int count() {
        return left.length;
    }
}
