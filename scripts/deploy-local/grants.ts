import { elements, type Services } from './target.ts';

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

export interface Document {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

export interface Grant {
  /** Physical name of the role. */
  readonly role: string;
  /** `dynamodb:PutItem`. */
  readonly action: string;
  /** A part of an ARN: only statements about such a resource count. Without it, all do. */
  readonly resource?: string;
}

const IAM = '2010-05-08';
const list = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

/**
 * Removes one grant from a deployed role, as if its line had been forgotten. Returns a function that restores it.
 * @throws when the role has no such grant: a test that removes nothing would prove nothing
 */
export const removeGrant = (services: Services, { role, action, resource }: Grant): Promise<() => Promise<void>> =>
  changePolicies(services, role, (document) => ({
    ...document,
    Statement: document.Statement.flatMap((statement) => {
      const concerned = statement.Effect === 'Allow' && list(statement.Action).includes(action);
      if (!concerned || (resource !== undefined && !list(statement.Resource).some((arn) => arn.includes(resource)))) return [statement];
      const rest = list(statement.Action).filter((one) => one !== action);
      return rest.length === 0 ? [] : [{ ...statement, Action: rest }];
    }),
  }));

/** Changes the inline policies of a deployed role. Returns a function that restores them. @throws when nothing changes */
export async function changePolicies(services: Services, role: string, change: (document: Document) => Document): Promise<() => Promise<void>> {
  const restore: (() => Promise<void>)[] = [];
  for (const [name, original] of await policiesOf(services, role)) {
    const changed = change(original);
    if (JSON.stringify(changed) === JSON.stringify(original)) continue;
    const put = async (document: Document): Promise<void> => {
      await services.query('iam', IAM, 'PutRolePolicy', { RoleName: role, PolicyName: name, PolicyDocument: JSON.stringify(document) });
    };
    await put(changed);
    restore.push(() => put(original));
  }
  if (restore.length === 0) throw new Error(`nothing changes in the policies of ${role}`);
  return async () => {
    for (const one of restore) await one();
  };
}

async function policiesOf(services: Services, role: string): Promise<readonly (readonly [string, Document])[]> {
  const names = elements(await services.query('iam', IAM, 'ListRolePolicies', { RoleName: role }), 'member');
  return Promise.all(
    names.map(async (name) => {
      const xml = await services.query('iam', IAM, 'GetRolePolicy', { RoleName: role, PolicyName: name });
      return [name, documentOf(elements(xml, 'PolicyDocument')[0] ?? '')] as const;
    }),
  );
}

/** Everything that the policies of a role allow: `action resource`. */
export async function grantsOf(services: Services, role: string): Promise<readonly { readonly action: string; readonly resource: string }[]> {
  const documents = (await policiesOf(services, role)).map(([, document]) => document);
  return documents.flatMap(({ Statement }) =>
    Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action, Resource }) =>
      list(Action).flatMap((action) => list(Resource).map((resource) => ({ action, resource }))),
    ),
  );
}

/** IAM returns it percent-encoded; emulators do not always. */
const documentOf = (text: string): Document => JSON.parse(text.startsWith('%7B') ? decodeURIComponent(text) : text) as Document;
