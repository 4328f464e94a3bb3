/** One message of a customer that waits for the toolbox. */
export interface WaitingAnalysis {
  readonly tenantId: string;
  readonly threadId: string;
  readonly number: number;
  readonly correlationId: string;
}
