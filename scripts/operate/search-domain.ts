import { DescribeDomainCommand, DescribeDomainHealthCommand, type OpenSearchClient } from '@aws-sdk/client-opensearch';

/**
 * Why a rebuild of the index should wait, according to the OpenSearch service; undefined when it need not. A change of the domain copies every index to
 * new nodes, including a second one, and a red or yellow domain is still allocating replicas
 * (docs.aws.amazon.com/opensearch-service/latest/APIReference, DescribeDomain and DescribeDomainHealth, 2026-11).
 * @throws when the service does not answer or does not have the domain
 */
export async function reasonToWait(client: OpenSearchClient, DomainName: string): Promise<string | undefined> {
  const { DomainStatus: status } = await client.send(new DescribeDomainCommand({ DomainName }));
  if (status?.Deleted) return `${DomainName} is being deleted`;
  if (status?.Processing || status?.UpgradeProcessing) return `${DomainName} is being changed (${status.DomainProcessingStatus ?? 'Processing'})`;
  const { ClusterHealth } = await client.send(new DescribeDomainHealthCommand({ DomainName }));
  return ClusterHealth === 'Red' || ClusterHealth === 'Yellow' ? `${DomainName} is ${ClusterHealth.toLowerCase()}` : undefined;
}
