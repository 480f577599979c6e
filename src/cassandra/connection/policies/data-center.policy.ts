import { type Client, type HostMap, policies } from 'cassandra-driver';

/**
 * The driver's default policy, except that a wrong data centre does not fail inside `connect()`. For the same reason the name is
 * given to this policy and not to the client, which would check it by itself: the driver would leave an
 * open connection behind that nothing can close. Look at `fault` after connecting and shut the client down.
 */
export class CheckedDataCenterPolicy extends policies.loadBalancing.DefaultLoadBalancingPolicy {
  fault: Error | undefined;

  override init(client: Client, hosts: HostMap, callback: (error: Error) => void): void {
    super.init(client, hosts, (error?: Error | null) => {
      this.fault = error ?? undefined;
      // Called without an error, as the driver itself does; its typings know only the other case.
      (callback as () => void)();
    });
  }
}
