import { ACCOUNT, attributeOf, nameProperty, physicalName, REGION, refOf } from './identity.ts';
import type { Resource, Stack } from './template.ts';

const PSEUDO: Readonly<Record<string, unknown>> = {
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::NotificationARNs': [],
  'AWS::NoValue': undefined,
};

export interface Found {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  /** Physical name. */
  readonly name: string;
  /** Resolved. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Evaluates CloudFormation's intrinsic functions over all stacks of an assembly. */
export class Resolver {
  readonly #stacks: ReadonlyMap<string, Stack>;
  readonly #exports = new Map<string, { readonly stack: Stack; readonly value: unknown }>();

  constructor(stacks: readonly Stack[]) {
    this.#stacks = new Map(stacks.map((stack) => [stack.name, stack]));
    for (const stack of stacks) {
      for (const output of Object.values(stack.template.Outputs ?? {})) {
        if (output.Export !== undefined && this.#holds(stack, output.Condition)) {
          this.#exports.set(String(this.value(stack, output.Export.Name)), { stack, value: output.Value });
        }
      }
    }
  }

  /** All resources of these types whose condition holds. */
  find(...types: readonly string[]): Found[] {
    return [...this.#stacks.values()].flatMap((stack) =>
      Object.entries(stack.template.Resources ?? {})
        .filter(([, resource]) => types.includes(resource.Type) && this.#holds(stack, resource.Condition))
        .map(([id, resource]) => ({
          stack: stack.name,
          id,
          type: resource.Type,
          name: this.#nameOf(stack, id, resource),
          properties: (this.value(stack, resource.Properties ?? {}) ?? {}) as Record<string, unknown>,
          metadata: resource.Metadata ?? {},
        })),
    );
  }

  /** A template's value with every intrinsic function evaluated. @throws Error with the name of a function that cannot be evaluated */
  value(stack: Stack, node: unknown): unknown {
    if (Array.isArray(node)) return node.map((item) => this.value(stack, item)).filter((item) => item !== undefined);
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node);
    const only = entries[0];
    if (entries.length === 1 && only !== undefined && (only[0] === 'Ref' || only[0].startsWith('Fn::'))) return this.#call(stack, only[0], only[1]);
    return Object.fromEntries(entries.map(([key, item]) => [key, this.value(stack, item)] as const).filter(([, item]) => item !== undefined));
  }

  #call(stack: Stack, name: string, argument: unknown): unknown {
    const list = (): unknown[] => this.value(stack, argument) as unknown[];
    switch (name) {
      case 'Ref':
        return this.#ref(stack, String(argument));
      case 'Fn::GetAtt': {
        const [id = '', ...attribute] = typeof argument === 'string' ? argument.split('.') : (argument as string[]);
        return this.#attribute(stack, id, attribute.join('.'));
      }
      case 'Fn::Join': {
        const [separator, parts] = argument as [string, unknown];
        return (this.value(stack, parts) as unknown[]).join(separator);
      }
      case 'Fn::Sub':
        return this.#substitute(stack, argument);
      case 'Fn::Select': {
        const [index, items] = list() as [number | string, unknown[]];
        return items[Number(index)];
      }
      case 'Fn::Split': {
        const [separator, text] = list() as [string, string];
        return text.split(separator);
      }
      case 'Fn::ImportValue':
        return this.#imported(String(this.value(stack, argument)));
      case 'Fn::GetStackOutput':
        return this.#output(this.value(stack, argument) as { StackName: string; OutputName: string });
      case 'Fn::If': {
        const [condition, yes, no] = argument as [string, unknown, unknown];
        return this.value(stack, this.#holds(stack, condition) ? yes : no);
      }
      case 'Fn::FindInMap': {
        const [map, first, second] = list() as [string, string, string];
        return stack.template.Mappings?.[map]?.[first]?.[second];
      }
      case 'Fn::Equals': {
        const [left, right] = list();
        return left === right;
      }
      case 'Fn::Not':
        return list()[0] !== true;
      case 'Fn::And':
        return list().every((item) => item === true);
      case 'Fn::Or':
        return list().some((item) => item === true);
      case 'Fn::Base64':
        return Buffer.from(String(this.value(stack, argument))).toString('base64');
      case 'Fn::GetAZs':
        return ['a', 'b', 'c'].map((zone) => `${REGION}${zone}`);
      case 'Fn::Cidr':
        return Array.from({ length: Number((argument as unknown[])[1]) }, (_, i) => `10.0.${i}.0/24`);
      default:
        throw new Error(`stack ${stack.name}: ${name} is not known`);
    }
  }

  #ref(stack: Stack, id: string): unknown {
    if (id in PSEUDO) return PSEUDO[id];
    if (id === 'AWS::StackName') return stack.name;
    if (id === 'AWS::StackId') return `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${stack.name}/laptop`;
    const parameter = stack.template.Parameters?.[id];
    if (parameter !== undefined) return parameter.Default ?? '';
    const resource = this.#resource(stack, id);
    return refOf(resource.Type, this.#nameOf(stack, id, resource));
  }

  #attribute(stack: Stack, id: string, attribute: string): string {
    const resource = this.#resource(stack, id);
    return attributeOf(resource.Type, this.#nameOf(stack, id, resource), attribute);
  }

  #resource(stack: Stack, id: string): Resource {
    const resource = stack.template.Resources?.[id];
    if (resource === undefined) throw new Error(`stack ${stack.name} has no resource ${id}`);
    return resource;
  }

  #nameOf(stack: Stack, id: string, resource: Resource): string {
    const property = nameProperty(resource.Type);
    return physicalName(stack.name, id, resource, property === undefined ? undefined : this.value(stack, resource.Properties?.[property]));
  }

  #substitute(stack: Stack, argument: unknown): string {
    const [text, given] = Array.isArray(argument) ? (argument as [string, Record<string, unknown>]) : [String(argument), {}];
    return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      if (name in given) return String(this.value(stack, given[name]));
      return String(name.includes('.') ? this.#call(stack, 'Fn::GetAtt', name) : this.#ref(stack, name));
    });
  }

  #imported(name: string): unknown {
    const found = this.#exports.get(name);
    if (found === undefined) throw new Error(`no stack exports ${name}`);
    return this.value(found.stack, found.value);
  }

  #output({ StackName, OutputName }: { StackName: string; OutputName: string }): unknown {
    const stack = this.#stacks.get(StackName);
    const output = stack?.template.Outputs?.[OutputName];
    if (stack === undefined || output === undefined) throw new Error(`stack ${StackName} has no output ${OutputName}`);
    return this.value(stack, output.Value);
  }

  #holds(stack: Stack, condition: string | undefined): boolean {
    return condition === undefined || this.#truth(stack, stack.template.Conditions?.[condition]);
  }

  #truth(stack: Stack, node: unknown): boolean {
    const named = (item: unknown): unknown =>
      typeof item === 'object' && item !== null && 'Condition' in item && typeof item.Condition === 'string'
        ? this.#truth(stack, stack.template.Conditions?.[item.Condition])
        : item;
    if (typeof node !== 'object' || node === null) return node === true;
    const [name, argument] = Object.entries(node)[0] ?? ['', undefined];
    if (name === 'Condition') return named(node) === true;
    const items = Array.isArray(argument) ? argument.map((item: unknown) => (isCondition(item) ? this.#truth(stack, item) : named(item))) : argument;
    return this.value(stack, { [name]: items }) === true;
  }
}

const CONDITIONS = ['Fn::And', 'Fn::Or', 'Fn::Not', 'Fn::Equals', 'Condition'];
const isCondition = (item: unknown): boolean => typeof item === 'object' && item !== null && CONDITIONS.some((name) => name in item);
