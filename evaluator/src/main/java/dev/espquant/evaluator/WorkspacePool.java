package dev.espquant.evaluator;

import dev.espquant.evaluator.plan.ExecutionPlan;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A plan with the workspaces of threads that ran it: they are used again, so that later batches allocate nothing. */
final class WorkspacePool {
    private final ExecutionPlan plan;
    private final int pieceImages;
    private final ConcurrentLinkedQueue<ExecutionPlan.Workspace> idle = new ConcurrentLinkedQueue<>();

    WorkspacePool(ExecutionPlan plan) {
        this.plan = plan;
        this.pieceImages = plan.pieceImages();
    }

    ExecutionPlan plan() {
        return plan;
    }

    /** What is done with a part of a batch that fits a workspace. */
    @FunctionalInterface
    interface Piece {
        /**
         * Writes inputs, runs the plan, takes over values.
         *
         * @param first index of the piece's first image in the batch
         * @param count of its images
         * @param overflows as {@link ExecutionPlan.Workspace#run} wants them
         */
        void run(ExecutionPlan.Workspace workspace, int first, int count, long[] overflows);
    }

    /**
     * Computes a batch piece by piece, by so many threads.
     *
     * @return how many sums of each node left their lane
     */
    long[] run(int images, int threads, Piece piece) {
        int nodes = plan.nodes();
        return Parallel.sum(images, threads, nodes, (from, to) -> {
            long[] overflows = new long[nodes];
            use(workspace -> {
                for (int first = from; first < to; first += workspace.images()) {
                    piece.run(workspace, first, Math.min(workspace.images(), to - first), overflows);
                }
            });
            return overflows;
        });
    }

    /** Lends a workspace to the calling thread. One whose user failed is not used again. */
    private void use(Consumer<ExecutionPlan.Workspace> user) {
        ExecutionPlan.Workspace found = idle.poll();
        ExecutionPlan.Workspace workspace = found != null ? found : plan.workspace(pieceImages);
        user.accept(workspace);
        idle.add(workspace);
    }
}
