/** The edge to the search engine. `#search` resolves to `opensearch.ts`, or to `embedded.ts` (node:sqlite FTS5) on a laptop. The contract is in the domain. */

export type {
  ChatQuery,
  MessageDocument,
  Rebuild,
  Search,
  SearchAnswer,
  SearchFailure,
  SearchHit,
  SearchQuery,
  SearchWall,
  SearchWrite,
  TicketDocument,
} from '../../domain/search/port.ts';
export { CursorMismatch, SearchUnavailable } from '../../domain/search/port.ts';
