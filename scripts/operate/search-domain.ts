import { DescribeDomainCommand, DescribeDomainHealthCommand, type OpenSearchClient } from '@aws-sdk/client-opensearch';

/**
 * Why a rebuild of the index should wait, by what the OpenSearch service says of the domain; undefined when it need not. A change of the domain copies
 * every index to new nodes, a second one among them, and a red or yellow domain is still putting copies in place
 * (docs.aws.amazon.com/opensearch-service/latest/APIReference, DescribeDomain and DescribeDomainHealth, 2026-11).
 * @throws when the service does not answer, or there is no such domain
 */
export async function reasonToWait(client: OpenSearchClient, DomainName: string): Promise<string | undefined> {
  const { DomainStatus: status } = await client.send(new DescribeDomainCommand({ DomainName }));
  if (status?.Deleted) return `${DomainName} is being deleted`;
  if (status?.Processing || status?.UpgradeProcessing) return `${DomainName} is being changed (${status.DomainProcessingStatus ?? 'Processing'})`;
  const { ClusterHealth } = await client.send(new DescribeDomainHealthCommand({ DomainName }));
  return ClusterHealth === 'Red' || ClusterHealth === 'Yellow' ? `${DomainName} is ${ClusterHealth.toLowerCase()}` : undefined;
}
