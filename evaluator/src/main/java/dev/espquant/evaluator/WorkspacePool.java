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

    /** Lends a workspace to the calling thread. One whose user failed is not used again. */
    void use(Consumer<ExecutionPlan.Workspace> user) {
        ExecutionPlan.Workspace found = idle.poll();
        ExecutionPlan.Workspace workspace = found != null ? found : plan.workspace(pieceImages);
        user.accept(workspace);
        idle.add(workspace);
    }
}
