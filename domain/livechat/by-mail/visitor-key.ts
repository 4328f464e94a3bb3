import type { Key } from '../../table/port.ts';

/** The visitor whose item this is (`visitorKey`). Null for the key of anything else. */
export const parseVisitorKey = ({ pk, sk }: Key): { readonly tenantId: string; readonly threadId: string } | null => {
  const [, tenantId, threadId] = (sk === 'VISITOR' && /^T#([^#]+)#LV#([^#]+)$/.exec(pk)) || [];
  return tenantId === undefined || threadId === undefined ? null : { tenantId, threadId };
};
