// Arrows run one way: functions → domain ← adapters, channels apart, local/ outside of it all (docs: CONTRIBUTING.md).
// TypeScript 7 has no programmatic API yet, so swc parses.
const aws = '(^|node_modules/)(@aws-sdk|@aws-lambda-powertools|@middy|@smithy|aws-cdk-lib|aws-lambda|@platformatic)(/|$)';

/**
 * The folders of the domain, the lowest first: each may use those before it. A test holds that every folder is here. Files beside the folders
 * (`context.ts`, `errors.ts`, `limits.ts` …) are below all but the first three.
 */
const ORDER = [
  ...['text', 'table', 'vocabulary'],
  ...['validation', 'idempotency', 'rate-limits', 'error-groups', 'jobs', 'configuration', 'dead-letters', 'conversations', 'origins', 'channels'],
  ...['automation', 'list-uploads', 'support', 'policy', 'outbound', 'tenants', 'people', 'realtime', 'availability', 'directory', 'projections', 'search'],
];
const BELOW_FILES = ORDER.slice(0, 3);
const inOrder = ORDER.slice(0, -1).map((folder, place) => ({
  name: 'domain-in-order',
  comment: 'A folder of the domain uses those before it (ORDER, CONTRIBUTING.md): what two of them share stands below both.',
  severity: 'error',
  from: { path: `^domain/${folder}/` },
  to: { path: `^domain/(${ORDER.slice(place + 1).join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...inOrder,
    {
      name: 'domain-files-below-folders',
      comment: 'What stands beside the folders of the domain is used by all of them.',
      severity: 'error',
      from: { path: '^domain/[^/]+$' },
      to: { path: '^domain/[^/]+/', pathNot: `^domain/(${BELOW_FILES.join('|')})/` },
    },
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module, or a third is missing.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-folder-circles',
      comment: 'Folders inside the domain use each other one way: what two of them share stands in a third, below both.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^domain/' },
      to: { circular: true },
    },
    {
      name: 'domain-knows-no-outside',
      comment: 'The business runs on interfaces that it declares itself.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { path: '^(adapters|channels|functions|lib|bin|local|demo|bench|test|client|console|widget)/' },
    },
    {
      name: 'domain-knows-no-aws',
      comment: 'AWS, its SDK and its frameworks stand behind adapters.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { path: aws },
    },
    {
      name: 'domain-does-no-io',
      comment: 'Time, ids and I/O come in as dependencies; only hashing, compression, bytes and assertions may be used directly.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|zlib|buffer|util|assert|url|string_decoder)$' },
    },
    {
      name: 'automation-knows-no-support',
      comment: 'Support (tickets, messages, queues) uses conditions, lists, rules and actions; they read a ticket as `ticket-view.ts` shows it.',
      severity: 'error',
      from: { path: '^domain/automation/' },
      to: { path: '^domain/', pathNot: '^domain/(automation|configuration|origins|table|text|vocabulary)/|^domain/(context|edge-errors|errors|limits)[.]ts$' },
    },
    {
      name: 'configuration-knows-no-kinds',
      comment: 'How configuration is stored does not depend on what is stored: queues, rules and lists use it. domain/policy compiles what they make of it.',
      severity: 'error',
      from: { path: '^domain/configuration/' },
      to: { path: '^domain/(automation|conversations|origins|outbound|people|policy|projections|realtime|search|support)/' },
    },
    {
      name: 'support-knows-no-compiled-configuration',
      comment: 'Commands ask a `Policy` that they are given; which configuration answers is composed outside of them.',
      severity: 'error',
      from: { path: '^domain/(automation|configuration|conversations|origins|support|vocabulary)/' },
      to: { path: '^domain/policy/' },
    },
    {
      name: 'conversations-know-no-kind-of-work',
      comment: 'The log holds what every kind of conversation has. What only tickets have stands in domain/support.',
      severity: 'error',
      from: { path: '^domain/conversations/' },
      to: { path: '^domain/', pathNot: '^domain/(conversations|table|text|vocabulary)/|^domain/(context|edge-errors|errors|limits)[.]ts$' },
    },
    {
      name: 'support-knows-nobody-above',
      comment: 'Sending, the live feed, search and the projections are made of what support writes; support does not know them.',
      severity: 'error',
      from: { path: '^domain/support/' },
      to: { path: '^domain/(outbound|people|projections|realtime|search|tenants)/' },
    },
    {
      name: 'support-in-order',
      comment: 'threads ◀ messages, deadlines ◀ tickets ◀ inbound, replies, queues ◀ attachments: a folder uses those before it.',
      severity: 'error',
      from: { path: '^domain/support/(threads|messages|tickets|inbound|replies|queues|deadlines)/' },
      to: { path: '^domain/support/attachments/' },
    },
    {
      name: 'tickets-know-no-ways-in',
      comment: 'What a ticket is does not depend on how it is changed: by events of providers, by agents or by queues.',
      severity: 'error',
      from: { path: '^domain/support/(threads|messages|deadlines|tickets)/' },
      to: { path: '^domain/support/(inbound|replies|queues)/' },
    },
    {
      name: 'messages-know-no-tickets',
      comment: 'What a message says, and where it lies, is the same whatever ticket it belongs to. A kind of deadline reads a ticket as automation does.',
      severity: 'error',
      from: { path: '^domain/support/(threads|messages|deadlines)/' },
      to: { path: '^domain/support/tickets/' },
    },
    {
      name: 'channel-words-know-no-work',
      comment: 'What channels can do is the same for tickets and for all that sends.',
      severity: 'error',
      from: { path: '^domain/channels/' },
      to: { path: '^domain/', pathNot: '^domain/(channels|origins|text|vocabulary)/|^domain/limits[.]ts$' },
    },
    {
      name: 'vocabulary-knows-nothing',
      comment: 'The words of tickets and messages stand below everything that uses them. They are texts with limits.',
      severity: 'error',
      from: { path: '^domain/vocabulary/' },
      to: { path: '.', pathNot: '^domain/(vocabulary|text)/|^domain/limits[.]ts$' },
    },
    {
      name: 'channels-know-words-only',
      comment: 'A channel verifies, parses and sends; it uses the domain’s words and neither adapters nor functions.',
      severity: 'error',
      from: { path: '^channels/' },
      to: { path: `^(adapters|functions|lib|bin|local|demo|bench|test|client|console|widget)/|${aws}` },
    },
    {
      name: 'channels-apart',
      comment: 'No channel knows another: the format of a provider stands in one folder. The registry knows them all, and no channel knows the registry.',
      severity: 'error',
      from: { path: '^channels/([^/]+)/', pathNot: '^channels/registry/' },
      to: { path: '^channels/[^/]+/', pathNot: '^channels/($1|meta)/' },
    },
    {
      name: 'functions-use-inner-rooms',
      comment: 'A handler parses, runs one command of the domain, and maps.',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(lib|bin|local|demo|bench|test|client|scripts)/' },
    },
    {
      name: 'adapters-know-ports-only',
      comment: 'An adapter implements an edge; it runs no command and knows no entry point.',
      severity: 'error',
      from: { path: '^adapters/' },
      to: { path: '^(functions|channels|lib|bin|local|demo|bench|test|client|console|widget|scripts)/' },
    },
    {
      name: 'local-knows-no-business',
      comment: 'The laptop cloud runs whatever the synthesised assembly says; it reads which settings name providers.',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^(domain|channels|functions)/', pathNot: '^channels/registry/providers\\.ts$' },
    },
    {
      name: 'stacks-know-no-business',
      comment: 'CDK only; of the rest it reads the route table and names (topics, settings, providers).',
      severity: 'error',
      from: { path: '^(lib|bin)/' },
      to: { path: '^(adapters|channels|local|demo|bench|test)/', pathNot: '^channels/registry/providers\\.ts$' },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'What is imported stands in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-broken-imports',
      comment: 'Every import leads to a file; aws-lambda has types only.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
    {
      name: 'no-development-packages-in-functions',
      comment: 'What runs on AWS must not need a development dependency.',
      severity: 'error',
      from: { path: '^(functions|domain|channels|adapters)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^(node_modules/)?@types/' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(console/node_modules|coverage|cdk\\.out)' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.mjs', '.js', '.json'] },
  },
};
