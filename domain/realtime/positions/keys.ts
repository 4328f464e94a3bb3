/** A shard of a tenant's list of changes. */
export const feedPk = (tenantId: string, shard: number): string => `T#${tenantId}#FD#${shard}`;

export interface SegmentRef {
  readonly shard: number;
  readonly number: number;
}
