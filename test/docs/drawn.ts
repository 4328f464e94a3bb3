import { buildApp } from '../../lib/app.ts';
import { DEPLOY_ENTRY_METADATA, ENTRY_METADATA } from '../../lib/parley-function.ts';

/** What the templates hold, in the words of the diagrams: `stack_Construct`, and `topic_name` for what the cluster holds. */
export interface Drawn {
  readonly stacks: ReadonlySet<string>;
  readonly nodes: ReadonlySet<string>;
  /** Functions within the network. */
  readonly inside: ReadonlySet<string>;
  /** `A ==> B`, `A --> B`, `A -.-> B`, `A --- B` */
  readonly edges: ReadonlySet<string>;
  /** Entry of each function. */
  readonly entries: ReadonlyMap<string, string>;
}

type Value = null | string | number | boolean | readonly Value[] | { readonly [key: string]: Value };
type Object_ = Readonly<Record<string, Value>>;
interface Resource {
  readonly Type: string;
  readonly Properties?: Object_;
  readonly Metadata?: Object_;
}
interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: Value; readonly Export?: { readonly Name: string } }>>;
}

/** Types that are drawn. The rest (roles, policies, routes, log groups …) hangs on these. */
const TYPES = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGateway::RestApi',
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
  'AWS::MSK::Cluster',
  'AWS::OpenSearchService::Domain',
  'AWS::OpenSearchServerless::Collection',
  'AWS::Scheduler::ScheduleGroup',
  'AWS::Lambda::Function',
  'AWS::CloudFront::Distribution',
  'AWS::WAFv2::WebACL',
  'AWS::KMS::Key',
  'AWS::StepFunctions::StateMachine',
  'AWS::Kinesis::Stream',
  'AWS::RDS::DBInstance',
]);

/** Which resource a variable of a function leads to, where its value does not say so itself. */
const VARIABLES: Readonly<Record<string, string>> = { APP_SECRETS_NAME: 'data_AppSecrets', EDGE_SECRET_NAME: 'api_EdgeSecret' };
/** Variables that name a resource which the function tells of, but does not call. */
const TOLD = new Set(['WS_URL', 'PARLEY_PUBLIC_URL', 'SCHEDULE_TARGET_ARN', 'SCHEDULE_ROLE_ARN']);

const plain = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');
const list = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? (value as readonly Value[]) : value === undefined ? [] : [value]);
const object = (value: Value | undefined): Object_ => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Object_) : {});
const text = (value: Value | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));

/** Reads what a profile's templates hold. @throws when a variable or an event source leads somewhere that nobody thought of */
export async function drawnOf(context: Readonly<Record<string, string>>, outdir: string): Promise<Drawn> {
  const app = await buildApp({ outdir, context: { 'aws:cdk:bundling-stacks': [], checks: 'false', ...context } });
  const templates = app.synth().stacks.map(({ stackName, template }) => [stackName.split('-').slice(2).join('_'), template as Template] as const);
  return new Reader(templates).read();
}

class Reader {
  readonly #templates: readonly (readonly [string, Template])[];
  /** Export name → node. */
  readonly #exports = new Map<string, string>();
  readonly #nodes = new Set<string>();
  readonly #edges = new Set<string>();
  readonly #inside = new Set<string>();
  readonly #entries = new Map<string, string>();

  constructor(templates: readonly (readonly [string, Template])[]) {
    this.#templates = templates;
    for (const [stack, { Outputs = {} }] of templates)
      for (const { Value: value, Export } of Object.values(Outputs)) {
        const [node] = Export ? this.#referred(stack, value) : [];
        if (Export && node) this.#exports.set(text(Export.Name as Value), node);
      }
  }

  read(): Drawn {
    for (const [stack, { Resources }] of this.#templates)
      for (const [id, resource] of Object.entries(Resources)) {
        const node = `${stack}_${plain(id)}`;
        if (isDrawn(resource)) this.#nodes.add(node);
        this.#resource(stack, node, resource);
      }
    return {
      stacks: new Set(this.#templates.map(([stack]) => stack)),
      nodes: new Set([...this.#nodes, ...Object.values(VARIABLES)]),
      edges: this.#edges,
      inside: this.#inside,
      entries: this.#entries,
    };
  }

  #resource(stack: string, node: string, { Type, Properties = {}, Metadata = {} }: Resource): void {
    if (Type === 'AWS::Lambda::Function') this.#function(stack, node, Properties, Metadata);
    if (Type === 'AWS::Lambda::EventSourceMapping') this.#source(stack, Properties);
    if (Type === 'AWS::Lambda::EventInvokeConfig' && destination(Properties) !== null)
      this.#draw(this.#one(stack, Properties['FunctionName']), '-.->', this.#one(stack, destination(Properties)));
    if (Type === 'AWS::ApiGatewayV2::Integration')
      this.#draw(this.#one(stack, Properties['ApiId']), '==>', this.#one(stack, object(Properties['IntegrationUri'])));
    if (Type === 'AWS::SQS::Queue' && Properties['RedrivePolicy'])
      this.#draw(node, '-.->', this.#one(stack, object(Properties['RedrivePolicy'])['deadLetterTargetArn']));
    if (Type === 'AWS::Logs::SubscriptionFilter') this.#draw('x_Logs', '==>', this.#one(stack, Properties['DestinationArn']));
    if (Type === 'AWS::CloudWatch::Alarm' && Properties['AlarmActions']) this.#draw('x_Metrics', '-->', this.#one(stack, Properties['AlarmActions']));
    if (Type === 'AWS::CloudFront::Distribution') this.#draw(this.#one(stack, object(Properties['DistributionConfig'])['WebACLId']), '---', node);
    if (Type === 'AWS::IAM::Policy') this.#grants(stack, Properties);
    if (Type === 'AWS::S3::Bucket' && Properties['LoggingConfiguration'])
      this.#draw(node, '-->', this.#one(stack, object(Properties['LoggingConfiguration'])['DestinationBucketName']));
    if (Type === 'Custom::KafkaTopics')
      for (const topic of Object.keys(object(Properties['Topics']))) {
        this.#nodes.add(`topic_${topic}`);
        this.#draw(`${stack}_Cluster`, '---', `topic_${topic}`);
      }
  }

  #function(stack: string, node: string, properties: Object_, metadata: Object_): void {
    const entry = metadata[ENTRY_METADATA] ?? metadata[DEPLOY_ENTRY_METADATA];
    if (entry === undefined) return;
    this.#entries.set(node, text(entry));
    if (properties['VpcConfig']) this.#inside.add(node);
    const variables = object(object(properties['Environment'])['Variables']);
    for (const [name, value] of Object.entries(variables)) {
      const [target = VARIABLES[name]] = this.#referred(stack, value);
      if (TOLD.has(name) || name === 'KAFKA_BROKERS' || target === undefined) continue;
      if (name === 'SCHEDULE_DEAD_LETTERS_ARN') this.#draw(this.#one(stack, variables['SCHEDULE_GROUP']), '-.->', target);
      else this.#draw(node, '-->', target);
      if (name === 'SCHEDULE_GROUP') this.#draw(target, '==>', this.#one(stack, variables['SCHEDULE_TARGET_ARN']));
    }
  }

  #source(stack: string, properties: Object_): void {
    const fn = this.#one(stack, properties['FunctionName']);
    const [topic] = list(properties['Topics']);
    this.#draw(topic === undefined ? this.#one(stack, properties['EventSourceArn']) : `topic_${text(topic)}`, '==>', fn);
    if (properties['DestinationConfig']) this.#draw(fn, '-.->', this.#one(stack, destination(properties)));
  }

  /** What no variable tells: secrets of origins, and which topics a function may write or make. */
  #grants(stack: string, properties: Object_): void {
    const role = text(object(list(properties['Roles'])[0])['Ref']);
    const fn = this.#functionOf(stack, role);
    if (fn === undefined) return;
    for (const statement of list(object(properties['PolicyDocument'])['Statement']).map(object)) {
      const actions = list(statement['Action']).map(text);
      const resources = JSON.stringify(statement['Resource']);
      if (actions.includes('secretsmanager:GetSecretValue') && resources.includes('/origins/')) this.#draw(fn, '-->', 'x_OriginSecrets');
      if (actions.includes('secretsmanager:PutSecretValue') && !resources.includes('/origins/')) this.#draw(fn, '-->', 'data_AppSecrets');
      if (actions.includes('kafka-cluster:CreateTopic')) this.#draw(fn, '-->', 'streaming_Cluster');
      if (!actions.includes('kafka-cluster:WriteData')) continue;
      for (const [, topic] of resources.matchAll(/\/(\w+)"\]\]/g)) this.#draw(fn, '-->', `topic_${topic}`);
    }
  }

  #functionOf(stack: string, role: string): string | undefined {
    const [, template] = this.#templates.find(([name]) => name === stack) ?? [];
    const found = Object.entries(template?.Resources ?? {}).find(
      ([, { Type, Properties = {}, Metadata = {} }]) =>
        Type === 'AWS::Lambda::Function' &&
        (ENTRY_METADATA in Metadata || DEPLOY_ENTRY_METADATA in Metadata) &&
        text(list(object(Properties['Role'])['Fn::GetAtt'])[0]) === role,
    );
    return found && `${stack}_${plain(found[0])}`;
  }

  #draw(from: string, kind: string, to: string): void {
    this.#edges.add(`${from} ${kind} ${to}`);
  }

  /** The drawn resource that a value refers to. @throws when there is none */
  #one(stack: string, value: Value | undefined): string {
    const [node] = this.#referred(stack, value ?? null);
    if (node === undefined) throw new Error(`${stack}: refers to nothing that is drawn: ${JSON.stringify(value)}`);
    return node;
  }

  #referred(stack: string, value: Value): string[] {
    const [, template] = this.#templates.find(([name]) => name === stack) ?? [];
    if (Array.isArray(value)) return (value as readonly Value[]).flatMap((part) => this.#referred(stack, part));
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value as Object_).flatMap(([key, part]) => {
      const id = key === 'Ref' ? text(part) : key === 'Fn::GetAtt' ? text(list(part)[0]) : undefined;
      const resource = id === undefined ? undefined : template?.Resources[id];
      if (id !== undefined && resource) return isDrawn(resource) ? [`${stack}_${plain(id)}`] : [];
      if (key === 'Fn::ImportValue') return this.#exports.get(text(part)) ?? [];
      return this.#referred(stack, part);
    });
  }
}

const destination = (properties: Object_): Value => object(object(properties['DestinationConfig'])['OnFailure'])['Destination'] ?? null;

/** CDK's own functions (of custom resources) have no entry of ours. */
const isDrawn = ({ Type, Metadata = {} }: Resource): boolean =>
  TYPES.has(Type) && (Type !== 'AWS::Lambda::Function' || ENTRY_METADATA in Metadata || DEPLOY_ENTRY_METADATA in Metadata);
