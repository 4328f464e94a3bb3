import org.codelibs.opensearch.runner.OpenSearchRunner;

/** OpenSearch on one node: {folder} {http port} {transport port}. The runner's own main has no option for the addresses. */
public final class OpenSearchMain {
  public static void main(String[] args) throws InterruptedException {
    OpenSearchRunner runner = new OpenSearchRunner();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        runner.close();
      } catch (java.io.IOException e) {
        e.printStackTrace();
      }
    }));
    runner.onBuild((number, settings) -> settings
        .put("network.host", "127.0.0.1")
        .put("http.port", args[1])
        .put("transport.port", args[2])
        // It must not join another node on this machine.
        .put("discovery.seed_hosts", "127.0.0.1:" + args[2])
        .put("cluster.initial_cluster_manager_nodes", "Node 1")
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        .put("action.auto_create_index", "false"))
        .build(OpenSearchRunner.newConfigs().basePath(args[0]).numOfNode(1).clusterName("parley").useLogger());
    new java.util.concurrent.CountDownLatch(1).await();
  }
}
